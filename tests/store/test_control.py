import os
from pathlib import Path

from webtv.model.control import ControlState
from webtv.store.control import read_control, write_control

ORDERS = ControlState().pull("a").hold()


def test_orders_come_back_as_they_were(tmp_path: Path) -> None:
    assert read_control(tmp_path, "llamas") == (ControlState(), "")
    write_control(tmp_path, "llamas", ORDERS)
    assert read_control(tmp_path, "llamas") == (ORDERS, "")
    assert read_control(tmp_path, "clouds") == (ControlState(), "")


def test_a_damaged_file_is_told_and_its_copy_counts(tmp_path: Path) -> None:
    write_control(tmp_path, "llamas", ORDERS)
    path = tmp_path / "llamas.json"
    path.write_text('{"pulled": ["a"')
    orders, problem = read_control(tmp_path, "llamas")
    assert orders == ORDERS
    assert problem == f"{path}: it is damaged"


def test_without_a_good_copy_there_are_no_orders(tmp_path: Path) -> None:
    write_control(tmp_path, "llamas", ORDERS)
    for path in tmp_path.iterdir():
        path.write_bytes(b"\x00\xff")
    assert read_control(tmp_path, "llamas")[0] == ControlState()


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "llamas.json")
    orders, problem = read_control(tmp_path, "llamas")
    assert orders == ControlState()
    assert "not a file" in problem
