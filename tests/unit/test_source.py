"""The files of a model become one tree, with the place of every value."""

import time
from pathlib import Path

import pytest

from procsim.errors import InputError, Place
from procsim.files.source import place_of, read_source, value_at, with_value, without
from procsim.files.yaml_text import plain_scalar, read_yaml

HERE = Place("reform.yaml", 7, 5, "  - {set: …}")


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        stem, _, kind = name.rpartition("_")
        (folder / f"{stem}.{kind}").write_text(text, encoding="utf-8")
    return folder / "model.yaml"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("NO", "NO"),
        ("on", "on"),
        ("09:00", "09:00"),
        ("2026-01-01", "2026-01-01"),
        ("1_000", "1_000"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("12", 12),
        ("010", 10),
        ("-3.5", -3.5),
        ("1e3", 1000.0),
        ("5..9", "5..9"),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_follow_yaml_1_2_and_dates_stay_text(text: str, value: object) -> None:
    read = plain_scalar(text)
    assert read == value
    assert type(read) is type(value)


def test_a_quoted_scalar_stays_text(tmp_path: Path) -> None:
    model = write(tmp_path, model_yaml="a: \"12\"\nb: '~'\nc: 12\n")
    assert read_yaml(model)[0] == {"a": "12", "b": "~", "c": 12}


def test_columns_count_characters_also_after_chinese_text(tmp_path: Path) -> None:
    model = write(tmp_path, model_yaml="title: x\n工资: {名称: 变动, code: 3}\n")

    _, places, keys = read_yaml(model)

    place = places["工资", "code"]
    assert (place.line, place.column) == (2, 20)
    assert keys["工资", "code"].column == 14
    assert place.text == "工资: {名称: 变动, code: 3}"


def test_process_files_stand_under_their_ids_with_their_own_places(tmp_path: Path) -> None:
    model = write(
        tmp_path,
        model_yaml="currency: USD\nprocesses: [leave.yaml, {process: travel, owner: us}]\n",
        leave_yaml="process: leave\nowner: Staff office\n",
    )

    source = read_source(model)

    assert source.tree["processes"] == {
        "leave": {"owner": "Staff office"},
        "travel": {"owner": "us"},
    }
    owner = source.places["processes", "leave", "owner"]
    assert (owner.file, owner.line, owner.column) == (str(tmp_path / "leave.yaml"), 2, 8)
    assert source.places["processes", "travel", "owner"].file == str(model)
    assert source.key_places["processes", "leave"].line == 1


def test_tables_take_the_place_of_their_names(tmp_path: Path) -> None:
    model = write(
        tmp_path,
        model_yaml=(
            "offices: offices.csv\n"
            "roles:\n"
            "  clerk: {grade: G5, staff: staff.csv, cost: costs.csv}\n"
            "  boss: {staff: staff.csv}\n"
            "processes: {leave: {arrivals: [{per_year: volumes.csv}]}}\n"
        ),
        offices_csv='office,title,tier\ngeneva,"Geneva, main",hq\ndakar,,country\n',
        staff_csv="role,office,posts,posts_source\nclerk,geneva,2,register\nboss,geneva,1,\n",
        costs_csv="grade,office,cost\nG5,geneva,42000 USD/year\nP3,geneva,90000 USD/year\n",
        volumes_csv="process,office,per_year\nleave,dakar,300\ntravel,dakar,7\n",
    )

    source = read_source(model)

    assert source.tree["offices"] == {
        "geneva": {"title": "Geneva, main", "tier": "hq"},
        "dakar": {"tier": "country"},
    }
    assert value_at(source, ("roles", "clerk", "staff")) == {
        "geneva": {"is": 2, "source": "register"}
    }
    assert value_at(source, ("roles", "boss", "staff")) == {"geneva": 1}
    assert value_at(source, ("roles", "clerk", "cost")) == {"geneva": "42000 USD/year"}
    assert value_at(source, ("processes", "leave", "arrivals", 0, "per_year")) == {"dakar": 300}
    tier = source.places["offices", "geneva", "tier"]
    assert (Path(tier.file).name, tier.line, tier.column) == ("offices.csv", 2, 23)


def test_a_value_is_replaced_in_a_copy_and_stands_where_the_scenario_says(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, model_yaml="a: {b: {c: 1, d: 2}}\ne: [1, 2]\n"))

    changed = with_value(source, ("a", "b"), {"c": [5]}, HERE)

    assert changed.tree == {"a": {"b": {"c": [5]}}, "e": [1, 2]}
    assert source.tree == {"a": {"b": {"c": 1, "d": 2}}, "e": [1, 2]}
    assert changed.places["a", "b", "c", 0] is HERE
    assert ("a", "b", "d") not in changed.places
    assert source.places["a", "b", "d"].column == 18


def test_missing_mappings_are_made_and_lists_grow_at_their_end(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, model_yaml="e: [1, 2]\n"))

    assert with_value(source, ("x", "y"), 3, HERE).tree == {"e": [1, 2], "x": {"y": 3}}
    assert with_value(source, ("e", 2), 3, HERE).tree == {"e": [1, 2, 3]}
    for path in (("e", 3), ("e", "x"), ("e", 0, "x")):
        with pytest.raises(KeyError):
            with_value(source, path, 3, HERE)


def test_later_items_of_a_list_move_up_with_their_places(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, model_yaml="e:\n  - {a: 1}\n  - {b: 2}\n  - {c: 3}\n"))

    shorter = without(source, ("e", 1))

    assert shorter.tree == {"e": [{"a": 1}, {"c": 3}]}
    assert shorter.places["e", 1, "c"].line == 4
    assert ("e", 2) not in shorter.places
    assert without(source, ("e",)).tree == {}
    with pytest.raises(KeyError):
        without(source, ("e", 7))


def test_a_path_that_is_not_written_has_the_place_of_what_holds_it(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, model_yaml="a:\n  b: {c: 1}\n"))

    place = place_of(source, ("a", "b", "x", "y"))

    assert place is not None
    assert (place.line, place.column) == (2, 6)


def test_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    model = write(
        tmp_path,
        model_yaml="processes: [one.yaml, two.yaml, three.yaml]\n",
        one_yaml="process: one\na: 1\na: 2\n",
        two_yaml="process: {\n",
    )

    with pytest.raises(InputError) as raised:
        read_source(model)

    assert [problem.code for problem in raised.value.problems] == ["P007", "P005", "P001"]


def test_two_thousand_lines_are_read_in_seconds(tmp_path: Path) -> None:
    line = "  s{0}: {{task: T {0}, role: clerk, time: triangular 5..9..30 min, next: s{0}}}\n"
    text = "steps:\n" + "".join(line.format(number) for number in range(2000))
    started = time.process_time()

    tree, _, _ = read_yaml(write(tmp_path, model_yaml=text))

    assert len(tree["steps"]) == 2000  # type: ignore[arg-type]  # a mapping, as just written
    assert time.process_time() - started < 6  # a generous bound for slow machines; about 1.3 s
