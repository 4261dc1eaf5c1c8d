import io

from rich.table import Table

from service.screen import Terminal


def test_what_others_wrote_steers_no_terminal() -> None:
    """Escape sequences come out as their letters, in lines and in tables; colours that are our own stay."""
    out = io.StringIO()
    console = Terminal(file=out, width=60, force_terminal=True, highlight=False, _environ={})
    table = Table("outlet")
    table.add_row("odd\x1b[2J\x9b1m")
    console.print(table)
    console.print("fer\x1b]0;title\x07ry\r", style="red", markup=False)
    text = out.getvalue()
    assert "odd[2J1m" in text
    assert "\x1b[31mfer]0;titlery\x1b[0m\n" in text
    assert not {"\x07", "\x9b", "\r"} & set(text)
