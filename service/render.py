"""Results as tables in a terminal: colour for people, none when piped (rich sees to that)."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from claims.moments import shown
from claims.stories import title_of
from claims.types import (
    Cell,
    CellStance,
    ComparedClaim,
    Comparison,
    Evidence,
    Flag,
    Provenance,
    ProvenanceStatus,
    Stance,
    Standing,
    Verdict,
    Verification,
)
from index.jobs import Audit, Result
from index.ledger import Entry, Soundness
from index.stories import Story
from index.types import Article, Ingested, IngestStatus, JobStatus
from service import replies, words
from service.feeds import Round
from service.schemas import AuditResult
from service.settings import Settings

_MARKS = {
    CellStance.ASSERTS: ("✓", "green"),
    CellStance.CONTRADICTS: ("✗", "bold red"),
    CellStance.SILENT: ("·", "dim"),
}
_COLOURS = {
    Verdict.SUPPORTED: "green",
    Verdict.REFUTED: "red",
    Verdict.CONFLICTING: "yellow",
    Verdict.NOT_ENOUGH_EVIDENCE: "dim",
}


def comparison(console: Console, found: Comparison, *, everything: bool = False) -> None:
    """The comparison: columns are outlets, rows claims; conflicts first. Claims of a single outlet only on demand."""
    console.print(_legend(found))
    rows = [row for row in found.claims if everything or row.is_shared]
    table = Table(title="Who says what", title_justify="left", show_lines=False, pad_edge=False)
    table.add_column("claim", ratio=1)
    for letter in found.letters.values():
        table.add_column(letter, justify="center", no_wrap=True)
    table.add_column("origins", justify="right", no_wrap=True)
    for row in sorted(rows, key=lambda row: row.urgency):
        marks = [Text(*_MARKS[cell.stance]) for cell in row.cells]
        origins = str(row.independent_sources)
        table.add_row(_claim(row, found), *marks, origins, end_section=True)
    console.print(table)
    alone = len(found.claims) - len(rows)
    counts = ", ".join(
        f"{count} {name.replace('_', ' ')}" for name, count in found.summary.items() if count
    )
    console.print(f"{len(found.articles)} articles, {found.origins} independent of each other.")
    console.print(
        f"{counts}."
        + (f" {alone} that one outlet alone says are left out (--all shows them)." if alone else "")
    )


def _claim(row: ComparedClaim, found: Comparison) -> RenderableType:
    lines: list[RenderableType] = [Text(row.text)]
    for cell in row.cells:
        letter = found.letters[cell.article_id]
        lines += [Text(f"  ✗ {letter}  {said}", "red") for said in _differences(cell)]
    if Flag.SUPERSEDED in row.flags:
        lines.append(Text("  brought up to date since", "dim"))
    if Flag.AI_GENERATED in row.flags:
        lines.append(Text("  only texts marked as AI say so", "magenta"))
    return Group(*lines)


def _differences(cell: Cell) -> list[str]:
    if cell.stance is not CellStance.CONTRADICTS or cell.sentence is None:
        return []
    named = [f"{d.type}: {d.explanation}" for d in cell.divergences if d.type != "other"]
    return named or [f"“{cell.sentence.text}”"]


def _legend(found: Comparison) -> Table:
    table = Table(
        title="Sources", title_justify="left", box=None, show_header=False, pad_edge=False
    )
    for article in found.articles:
        table.add_row(
            f"[bold]{found.letters[article.id]}[/bold]",
            escape(article.outlet),
            shown(article.published_at),
            _origin(article, found),
            _omitted(found.standings[article.id]),
        )
    return table


def _origin(article: Article, found: Comparison) -> Text:
    provenance = found.provenance[article.id]
    copied = [
        f"{d.relation} {found.letters[d.article_id]} ({', '.join(filter(None, [f'{d.share:.0%}', d.caveat]))})"
        for d in provenance.derived_from
    ]
    inferred = provenance.status is ProvenanceStatus.INFERRED
    marked = ["reads like AI" if inferred else "declares AI"] if provenance.flagged else []
    return Text(", ".join([*copied, *marked]), "magenta" if marked else "yellow")


def _omitted(standing: Standing) -> Text:
    count = len(standing.omits)
    return Text(f"leaves out {count}" if count else "", "dim")


def stories(console: Console, found: Sequence[Story]) -> None:
    """Stories, a row each."""
    table = Table(title="Stories", title_justify="left", pad_edge=False)
    table.add_column("id", no_wrap=True, overflow="fold", min_width=18)
    for name in ("story", "articles", "outlets", "first", "last"):
        number = name in ("articles", "outlets")
        table.add_column(
            name, ratio=1 if name == "story" else None, justify="right" if number else "left"
        )
    for item in found:
        days = [f"{moment:%d %b %Y}" if moment else "no date" for moment in item.span]
        counts = [str(len(item.members)), str(len(item.outlets))]
        table.add_row(item.id, escape(title_of(item)), *counts, *days)
    console.print(table)


def verification(console: Console, found: Verification) -> None:
    """The verdict and its evidence."""
    console.print(Text(found.claim, "bold"))
    verdict = Text(found.verdict.replace("_", " "), f"bold {_COLOURS[found.verdict]}")
    sure = f"confidence {found.confidence:.2f}" if found.judged else "nothing was found to judge"
    verdict.append(f"  {sure}", "not bold default")
    if found.flags:
        verdict.append("  " + ", ".join(flag.replace("_", " ") for flag in found.flags), "dim")
    console.print(verdict)
    for title, style, evidence in (
        (f"Supporting ({found.supporting_origins} independent)", "green", found.supporting),
        (f"Conflicting ({found.conflicting_origins} independent)", "red", found.conflicting),
        ("Related, taking no side", "dim", found.related[:3]),
    ):
        if evidence:
            console.print(_evidence(title, style, evidence))
    for item in found.fact_checks:
        said = "the same" if item.judgement.stance is Stance.SUPPORTS else "the opposite"
        console.print(
            Text(
                f"{item.check.author} on {said}: {item.check.rating} ({item.check.url})", "magenta"
            )
        )


def _evidence(title: str, style: str, evidence: Sequence[Evidence]) -> Table:
    table = Table(title=title, title_style=style, title_justify="left", pad_edge=False)
    table.add_column("outlet", no_wrap=True)
    table.add_column("says", ratio=1)
    table.add_column("score", justify="right")
    for item in evidence:
        said = Text(item.sentence.text)
        for divergence in item.judgement.divergences:
            said.append(f"\n{divergence.type}: {divergence.explanation}", "red")
        table.add_row(escape(item.article.outlet), said, f"{item.score:.2f}")
    return table


def provenance(console: Console, articles: Sequence[Article], found: Sequence[Provenance]) -> None:
    """What each article says of its own making."""
    table = Table(title="Provenance", title_justify="left", pad_edge=False)
    for name in ("outlet", "status", "flagged", "what was seen"):
        table.add_column(name, ratio=1 if name == "what was seen" else None)
    for article, item in zip(articles, found, strict=True):
        seen = "\n".join(f"{s.scope}: {s.value}" for s in item.signals) or "nothing"
        table.add_row(
            escape(article.outlet), item.status, "yes" if item.flagged else "no", escape(seen)
        )
    console.print(table)


def emptiness(console: Console, settings: Settings) -> None:
    """That nothing is stored, and where it was looked for: another folder may have been meant."""
    setting = "CROSSCHECK_DATABASE" if settings.database else "CROSSCHECK_DATA_FOLDER"
    place = "the database" if settings.database else settings.data_folder.resolve()
    said = f"no article is stored in {place}; {setting} names another"
    console.print(said, markup=False, soft_wrap=True)


def record_line(entry: Entry) -> str:
    """A record in one line."""
    content = entry.content
    if content["kind"] == "review":
        override = content["override"]
        changed = f": {override['field']} {override['from']} → {override['to']}" if override else ""
        said = f"record {content['record']} {content['decision']} by {content['reviewer']}{changed}"
    elif content["kind"] == "claim":
        said = f"{content['found']['verdict']}: {content['asked']['claim']}"
    else:
        title = content["asked"]["title"] or content["asked"]["id"]
        said = f"{content['found']['status']}: {title} ({content['asked']['outlet']})"
    return f"{entry.number:>6}  {content['at']}  {content['kind']:<7}  {said}"


def record(console: Console, entry: Entry) -> None:
    """A record, whole: what was asked and found, with what it was made, and its place in the chain."""
    console.print(Text(record_line(entry).strip(), "bold"), soft_wrap=True)
    for name, value in entry.content.items():
        if name not in ("kind", "at"):
            console.print(Text(name, "dim"))
            console.print_json(data=value, indent=2)
    console.print(f"previous  {entry.previous}\nhash      {entry.hash}", soft_wrap=True)


def soundness(found: Soundness) -> str:
    """What checking the chain found, in one line."""
    if found.broken_at is not None:
        return f"broken at record {found.broken_at}; the {found.entries} before it are sound, the last with the hash {found.head}"
    if not found.noted:
        return f"{found.entries} records fit together, but the noted hash is not among them: the chain was cut or rewritten"
    if not found.entries:
        return "there is no record"
    return f"{found.entries} records, sound; note the last hash: {found.head}"


def audit(console: Console, done: Audit, found: Sequence[Result]) -> None:
    """An audit: a row an article with how many of its claims have each verdict, and what failed or was cancelled."""
    table = Table(title=f"Audit {done.id}", title_justify="left", pad_edge=False)
    table.add_column("article", ratio=1)
    for verdict in Verdict:
        name = verdict.value.replace("_", " ")
        table.add_column(name, justify="right", style=_COLOURS[verdict])
    cancelled = sum(item.status is JobStatus.CANCELLED for item in found)
    for item in found:
        result = replies.result(item)
        name = escape(words.called(result))
        if result.error:
            table.add_row(f"{name}\n[red]{escape(result.error.detail)}[/red]")
        elif item.status is JobStatus.CANCELLED:
            table.add_row(f"{name}\n[red]{item.status}[/red]")
        else:
            counts = result.counts.model_dump()
            table.add_row(_summed_up(result), *(str(counts[verdict.value]) for verdict in Verdict))
    console.print(table)
    console.print(
        f"{done.total} articles: {done.done - done.failed} audited, {done.failed} failed"
        + (f", {cancelled} cancelled." if cancelled else ".")
    )


def _summed_up(result: AuditResult) -> str:
    """An audited article's name, what marks it as a machine's, and how many of its claims have each flag."""
    flags = Counter(flag for claim in result.claims for flag in words.remarks(claim))
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(flags.items()))
    lines = [f"[magenta]{escape(marked)}[/magenta]" for marked in words.marks(result)]
    lines += [f"[dim]{counts}[/dim]"] if counts else []
    return "\n".join([escape(words.called(result)), *lines])


def feeds(console: Console, found: Round) -> None:
    """A round of feeds: a row a feed with what became of its entries."""
    table = Table(title="Feeds", title_justify="left", pad_edge=False)
    table.add_column("feed", ratio=1)
    for name in ("entries", "new", "known", "failed", "left out"):
        table.add_column(name, justify="right")
    for report in found.reports:
        counts = (report.entries, report.new, report.known, report.failed, report.left_out)
        name = escape(report.url) + (f"\n[dim]{escape(report.note)}[/dim]" if report.note else "")
        table.add_row(name, *map(str, counts))
    console.print(table)


def fact_checks(console: Console, statuses: Sequence[IngestStatus], refused: int) -> None:
    """How many fact checks were added, updated and unchanged, and how many refused."""
    said = ", ".join(f"{statuses.count(s)} {s}" for s in IngestStatus if s in statuses)
    console.print(f"{len(statuses)} fact checks: {said or 'none stored'}; {refused} refused.")


def ingested(console: Console, outcomes: Sequence[Ingested], faults: int) -> None:
    """How many articles were added, updated, unchanged and refused."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome.status.value] = counts.get(outcome.status.value, 0) + 1
    sentences = sum(len(outcome.article.sentences) for outcome in outcomes)
    said = (
        ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "none stored"
    )
    console.print(
        f"{len(outcomes) + faults} articles: {said}, {faults} refused; {sentences} sentences."
    )
