"""Every number that a trained model depends on."""

from dataclasses import dataclass, field

from retrieval.training.learning import Course


@dataclass(frozen=True, slots=True)
class Settings:
    """The defaults made the model that ships."""

    seed: int = 1
    tokens: int = 40_000
    words: int = 13_500
    pieces: int = 5_000
    dimensions: int = 320
    rarest_run: int = 15                                   # runs of words met less often are no tokens
    cohesion: tuple[float, float, float] = (1.0, 3.0, 4.0)
    longest_query: int = 64                                # in tokens
    longest_passage: int = 120
    course: Course = field(default_factory=lambda: Course(epochs=3.0, batch=2048, rate=0.015, scale=20.0))
