"""The encoder: one small transformer that tags, parses, lemmatises and finds names."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from storygraph.detect.encoder_decode import ParserWeights, annotate, read
from storygraph.detect.encoder_labels import Labels
from storygraph.detect.encoder_lemmas import Lexicon
from storygraph.detect.encoder_network import VECTOR_WIDTH, Session, open_session, run
from storygraph.detect.encoder_pieces import EncodedWords, WordPieces, before_of, encode
from storygraph.errors import PipelineError

NETWORK, TABLES = "network.onnx", "tables.json"
_ASSIGNS = [
    "doc.ents", "doc.sents", "doc.tensor", "token.dep", "token.ent_iob", "token.ent_type",
    "token.head", "token.is_sent_start", "token.lemma", "token.morph", "token.pos", "token.tag",
]  # fmt: skip


@Language.factory(
    "storygraph_encoder", assigns=_ASSIGNS, default_config={"threads": 1},
    default_score_weights={"ents_f": 0.5, "dep_las": 0.3, "tag_acc": 0.1, "lemma_acc": 0.1},
)  # fmt: skip
def create_encoder(nlp: Language, name: str, threads: int) -> "EncoderPipe":
    """Return an encoder without weights; ``from_disk`` or ``from_bytes`` fills it.

    Parameters
    ----------
    threads
        Processor threads that one text may use; the answers do not depend on it.
    """
    return EncoderPipe(name=name, threads=threads)


class EncoderPipe:
    """Writes tags, morphology, lemmas, sentences, dependencies, entities and vectors to a Doc.

    A sentence start or an entity that an earlier component has set is kept.
    ``doc.tensor`` holds one vector a token, zeros for whitespace.
    """

    def __init__(self, *, name: str = "storygraph_encoder", threads: int = 1) -> None:
        self.name = name
        self.threads = threads
        self._network = b""
        self._tables: dict[str, object] = {}
        self._session: Session | None = None

    def fill(self, network: bytes, tables: dict[str, object]) -> None:
        """Take a network and its tables: labels, vocabulary, small matrices, checksum.

        Raises
        ------
        PipelineError
            If the network does not match its checksum, or onnxruntime is missing.
        """
        self._session = open_session(network, sha256=str(tables["sha256"]), threads=self.threads)
        self._network, self._tables = network, tables
        self._labels = Labels.from_dict(tables["labels"])  # type: ignore[arg-type]
        self._pieces = WordPieces(str(tables["vocabulary"]).split("\n"))
        exceptions = dict(tables["exceptions"])  # type: ignore[call-overload]
        self._lexicon = Lexicon(exceptions, self._pieces.vocabulary)
        self._parser = _parser_weights(tables["parser"])  # type: ignore[arg-type]

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with every layer written to it."""
        if self._session is None:
            raise PipelineError(
                f"the component '{self.name}' has no weights: load a pipeline folder that holds "
                "them with spacy.load, or call from_disk"
            )
        encoded = encode(doc, self._pieces)
        if not encoded.tokens:
            return _blank(doc)
        answers, vectors = run(
            self._session, self._pieces, encoded, self._labels.slices()["entities"]
        )
        reading = read(
            answers,
            [doc[index].text for index in encoded.tokens],
            _presets(doc, encoded),
            _marked(doc, encoded),
            labels=self._labels,
            parser=self._parser,
            lexicon=self._lexicon,
        )
        annotate(doc, encoded.tokens, reading)
        tensor: NDArray[np.float32] = np.zeros((len(doc), vectors.shape[1]), dtype=np.float32)
        tensor[encoded.tokens] = vectors
        doc.tensor = tensor  # type: ignore[assignment]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Yield each Doc annotated; the batch size changes nothing."""
        for doc in stream:
            yield self(doc)

    def __reduce__(self) -> tuple[object, ...]:
        """Return how to make this component again in another process."""
        data = self.to_bytes() if self._session is not None else b""
        return _restored, (self.name, self.threads, data)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the network and its tables as bytes."""
        buffer = BytesIO()
        tables = json.dumps(self._tables, ensure_ascii=False).encode("utf-8")
        buffer.write(len(tables).to_bytes(8, "big"))
        buffer.write(tables)
        buffer.write(self._network)
        return buffer.getvalue()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "EncoderPipe":
        """Fill this component from what ``to_bytes`` returned."""
        end = 8 + int.from_bytes(data[:8], "big")
        self.fill(data[end:], json.loads(data[8:end].decode("utf-8")))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the network and its tables to a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NETWORK).write_bytes(self._network)
        text = json.dumps(self._tables, ensure_ascii=False, separators=(",", ":"))
        (folder / TABLES).write_text(text, encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "EncoderPipe":
        """Fill this component from a folder that ``to_disk`` wrote.

        Raises
        ------
        PipelineError
            If a file is missing or damaged.
        """
        folder = Path(path)
        for name in (NETWORK, TABLES):
            if not (folder / name).is_file():
                raise PipelineError(
                    f"the encoder's '{name}' is missing from '{folder}': "
                    "install storygraph or the pipeline again"
                )
        tables = json.loads((folder / TABLES).read_text(encoding="utf-8"))
        self.fill((folder / NETWORK).read_bytes(), tables)
        return self


def checksum(network: bytes) -> str:
    """Return the checksum that ``fill`` expects among the tables."""
    return hashlib.sha256(network).hexdigest()


def _restored(name: str, threads: int, data: bytes) -> EncoderPipe:
    pipe = EncoderPipe(name=name, threads=threads)
    return pipe.from_bytes(data) if data else pipe


def _parser_weights(table: dict[str, list[list[float]]]) -> ParserWeights:
    return ParserWeights(**{name: np.asarray(v, dtype=np.float32) for name, v in table.items()})


def _presets(doc: Doc, encoded: EncodedWords) -> list[int]:
    """Return 1, -1 or 0 for each word: a start, no start, or nobody has said.

    A blank line opens a sentence unless an earlier component rules that out.
    """
    said = {None: 0, True: 1, False: -1}
    return [
        said[doc[index].is_sent_start] or int(before_of(shape) == "paragraph")
        for index, shape in zip(encoded.tokens, encoded.shapes, strict=True)
    ]


def _marked(doc: Doc, encoded: EncodedWords) -> list[bool]:
    """Return for each word whether a line break, a sign or nothing stands before it."""
    ends = [True, *(_may_end(doc[index].text) for index in encoded.tokens[:-1])]
    return [
        end or before_of(shape) in {"line", "paragraph"}
        for end, shape in zip(ends, encoded.shapes, strict=True)
    ]


def _may_end(text: str) -> bool:
    return not text[-1].isalnum() and text not in {",", "("}


def _blank(doc: Doc) -> Doc:
    """Annotate a Doc that holds whitespace alone, or nothing."""
    annotate(doc, [], None)
    doc.tensor = np.zeros((len(doc), VECTOR_WIDTH), dtype=np.float32)
    return doc
