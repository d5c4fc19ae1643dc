"""What a host may set, and the one line about what makes no sense."""

from __future__ import annotations

import pytest

from bot.settings import InvalidSetting, Settings, address_name


def read(**variables: str) -> Settings:
    return Settings.from_environment({f"TRELLIS_{name}": value for name, value in variables.items()})


def test_without_a_word_only_this_machine_is_served() -> None:
    settings = read()
    assert (
        settings.host == "127.0.0.1"
        and settings.origins == settings.embed_in == ()
        and not settings.behind_proxy
    )
    assert settings.exit_url.startswith("https://")


def test_addresses_are_read_as_browsers_write_them() -> None:
    settings = read(
        HOST="0.0.0.0",
        ORIGINS="https://Talk.example.org/ http://10.0.0.7:5005",
        EMBED_IN="https://a.example https://b.example:8443",
        BEHIND_PROXY="1",
        EXIT_URL="https://weather.example/today?x=1",
    )
    assert settings.origins == ("https://talk.example.org", "http://10.0.0.7:5005") and settings.behind_proxy
    assert settings.embed_in == ("https://a.example", "https://b.example:8443")
    assert read(HOST="::1").host == "::1" and read(HOST="localhost").host == "localhost"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"HOST": "0.0.0.0"}, "TRELLIS_ORIGINS"),
        ({"HOST": "talk.example.org"}, "IP address"),
        ({"ORIGINS": "talk.example.org"}, "https://talk.example.org"),
        ({"ORIGINS": "https://talk.example.org/page"}, "https://talk.example.org"),
        ({"ORIGINS": "https://*.example.org; script-src *"}, "TRELLIS_ORIGINS"),
        ({"EMBED_IN": "'self'"}, "TRELLIS_EMBED_IN"),
        ({"EMBED_IN": "https://a.example;"}, "TRELLIS_EMBED_IN"),
        ({"EMBED_IN": "javascript://a.example"}, "TRELLIS_EMBED_IN"),
        ({"EXIT_URL": "http://weather.example"}, "https://"),
        ({"EXIT_URL": "javascript:alert(1)"}, "https://"),
        ({"PORT": "99999"}, "TRELLIS_PORT"),
        ({"DATABASE_URL": "mysql://x"}, "postgresql://"),
        ({"REDIS": "localhost:6379", "DATABASE_URL": "postgresql://x"}, "redis://"),
        ({"REDIS": "redis://localhost"}, "TRELLIS_DATABASE_URL"),
    ],
)
def test_what_makes_no_sense_is_one_line(variables: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidSetting, match="TRELLIS_") as problem:
        read(**variables)
    assert said in str(problem.value) and "\n" not in str(problem.value)


def test_metrics_are_off_unless_asked_for_and_a_token_asks_for_them() -> None:
    assert not read().metrics and read().metrics_token is None and read().log == "plain"
    assert read(METRICS="1").metrics and read(LOG="json").log == "json"
    guarded = read(METRICS_TOKEN="a-made-up-token-of-the-tests")
    assert guarded.metrics and "made-up" not in repr(guarded)
    for wrong in ({"METRICS_TOKEN": "short"}, {"METRICS_TOKEN": "a token with blanks in it"}, {"LOG": "xml"}):
        with pytest.raises(InvalidSetting) as problem:
            read(**wrong)
        assert "short" not in str(problem.value) and "blanks" not in str(problem.value)


def test_several_processes_share_a_database_and_a_redis_and_no_password_is_shown() -> None:
    settings = read(DATABASE_URL="postgresql://ada:secret@db/trellis", REDIS="redis://:secret@cache/0")
    assert settings.redis == "redis://:secret@cache/0" and settings.database_name == "postgresql://db/trellis"
    assert address_name(settings.redis) == "redis://cache/0" and "secret" not in repr(settings)
