"""The board as Prometheus metrics, made anew for each scrape."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from webtv import __version__
from webtv.model.asrun import Kind
from webtv.model.status import DestinationStatus, ProbeResult, ProductionStatus, ServerStatus
from webtv.web.board import Board, ChannelState
from webtv.web.diskuse import DiskUse

METRICS = {
    "webtv_build_info": "The station's program.",
    "webtv_channel_config_valid": "Whether the channel's file is without error.",
    "webtv_channel_on_air": "1 for the kind that is on air now.",
    "webtv_channel_programmes": "Programmes in the library.",
    "webtv_channel_buffer_seconds": "Never-aired programmes that are ready.",
    "webtv_channel_score": "Mean house score (0 to 100) of the programmes of the last day.",
    "webtv_audience_time_to_air_seconds": "Until a suggestion airs that is approved now.",
    "webtv_audience_error_seconds": "Mean error of when the last suggestions were told to air.",
    "webtv_audience_aired": "Suggestions that have aired, of those on record.",
    "webtv_hls_edge_age_seconds": "Age of the newest HLS segment on disk.",
    "webtv_playout_up": "Whether playout reports on the channel.",
    "webtv_production_up": "Whether production reports on the channel.",
    "webtv_production_held_up": "Whether something holds production up; the API says what.",
    "webtv_production_progress_ratio": "Share done of the programme being made.",
    "webtv_backend_available": "Whether a backend that the channel may use works, or else is away.",
    "webtv_budget_spent_ratio": "Share spent of what the channel may spend today.",
    "webtv_destination_up": "Whether it is being sent to.",
    "webtv_destination_sent_bytes_total": "Accepted by the destination.",
    "webtv_destination_bytes_per_second": "What it is sent now.",
    "webtv_destination_dropped_pictures_total": "Not sent, because it was too slow.",
    "webtv_destination_reconnects_total": "Connections made after the first.",
    "webtv_destination_lag_seconds": "Media that waits to be sent.",
    "webtv_destination_connected_seconds": "How long it is connected; 0 while it is not.",
    "webtv_probe_up": "Whether the probe reports on the channel.",
    "webtv_probe_success": "Whether a viewer got moving pictures and sound.",
    "webtv_probe_symptom": "1 for the kind of fault that a viewer has now.",
    "webtv_probe_failures": "Looks with a fault since the last one without.",
    "webtv_probe_timestamp_seconds": "When it was looked at last.",
    "webtv_probe_tune_in_seconds": "Wait for the first picture.",
    "webtv_probe_media_seconds": "Media received in the last look.",
    "webtv_probe_pictures": "Decoded pictures that differ from the one before.",
    "webtv_probe_loudness_decibels": "RMS of the sound, below full scale.",
    "webtv_rtmp_up": "Whether the RTMP server reports.",
    "webtv_rtmp_start_time_seconds": "When it started.",
    "webtv_rtmp_memory_bytes": "Resident memory.",
    "webtv_rtmp_memory_limit_bytes": "Resident memory at which it restarts.",
    "webtv_rtmp_memory_slope_bytes_per_second": "Growth of it over the last hours.",
    "webtv_rtmp_received_bytes_total": "From the publisher of a stream.",
    "webtv_rtmp_received_bytes_per_second": "From the publisher of a stream, now.",
    "webtv_rtmp_viewers": "Who watches a stream by RTMP or HTTP-FLV, the probe included.",
    "webtv_disk_used_bytes": "Taken by a folder of HOME, looked at once a minute.",
    "webtv_disk_free_bytes": "Left on the disk that HOME is on.",
    "webtv_part_suspected": "1 for a part that seems to be why viewers get nothing.",
}
"""Every metric and what it tells. Those that end in `_total` are counters, the others gauges."""

_BYTES_PER_KBIT = 125


class Meters(Collector):
    """A collector over the newest state of the board."""

    def __init__(self, board: Board, home: Path) -> None:
        self._board = board
        self._disk = DiskUse(home)

    def collect(self) -> Iterable[Metric]:
        """Every metric that has a value."""
        board, now, sheet = self._board, datetime.now(UTC), Sheet()
        sheet.put("webtv_build_info", 1, version=__version__)
        for state in board.channels.values():
            _channel(sheet, state)
            for destination in state.playout.destinations if state.playout else ():
                _destination(sheet, state.id, destination, now)
            for result in state.probe.results if state.probe else ():
                _look(sheet, state.id, result)
        sheet.put("webtv_rtmp_up", board.server is not None)
        if board.server is not None:
            _server(sheet, board.server)
        for suspicion in board.verdict.suspicions if board.verdict else ():
            sheet.put("webtv_part_suspected", 1, part=suspicion.part)
        for folder, size in self._disk.look().items():
            sheet.put("webtv_disk_used_bytes", size, folder=folder)
        sheet.put("webtv_disk_free_bytes", self._disk.free_bytes())
        return sheet.families.values()


class Sheet:
    """Gathers values of metrics into their families."""

    def __init__(self) -> None:
        self.families: dict[str, GaugeMetricFamily | CounterMetricFamily] = {}

    def put(self, name: str, value: float | None, **labels: str) -> None:
        """Note one value; None is none. The labels of a name are always the same ones."""
        if value is None:
            return
        if name not in self.families:
            family = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
            self.families[name] = family(name, METRICS[name], labels=list(labels))
        self.families[name].add_metric(list(labels.values()), float(value))


def _channel(sheet: Sheet, state: ChannelState) -> None:
    id, production = state.id, state.production
    sheet.put("webtv_channel_config_valid", not state.error, channel=id)
    sheet.put("webtv_playout_up", state.playout is not None, channel=id)
    sheet.put("webtv_production_up", production is not None, channel=id)
    sheet.put("webtv_probe_up", state.probe is not None, channel=id)
    sheet.put("webtv_hls_edge_age_seconds", state.signal.age_s, channel=id)
    if state.playout and state.playout.on_air:
        for kind in get_args(Kind):
            is_it = state.playout.on_air.kind == kind
            sheet.put("webtv_channel_on_air", is_it, channel=id, kind=kind)
    if production is not None:
        _production(sheet, id, production)


def _production(sheet: Sheet, id: str, production: ProductionStatus) -> None:
    sheet.put("webtv_channel_programmes", production.programmes, channel=id)
    sheet.put("webtv_channel_buffer_seconds", production.buffer_s, channel=id)
    sheet.put("webtv_channel_score", production.score, channel=id)
    sheet.put("webtv_production_held_up", bool(production.note), channel=id)
    sheet.put("webtv_production_progress_ratio", production.done, channel=id)
    if production.audience is not None:
        for name, value in (
            ("time_to_air_seconds", production.audience.first_s),
            ("error_seconds", production.audience.error_s),
            ("aired", production.audience.aired),
        ):
            sheet.put(f"webtv_audience_{name}", value, channel=id)
    for backend in production.backends:
        works = backend.state in ("ready", "busy")
        sheet.put("webtv_backend_available", works, channel=id, backend=backend.id)
    for budget in production.budget:
        if budget.limit is not None:
            share = budget.spent / budget.limit if budget.limit else 1.0
            sheet.put("webtv_budget_spent_ratio", share, channel=id, unit=budget.unit)


def _destination(sheet: Sheet, channel: str, now_at: DestinationStatus, now: datetime) -> None:
    labels = {"channel": channel, "destination": now_at.id, "kind": now_at.kind}
    since = now_at.connected_since
    connected_s = max(0.0, (now - since).total_seconds()) if since else 0.0
    for name, value in (
        ("up", now_at.state == "sending"),
        ("sent_bytes_total", now_at.bytes_sent),
        ("bytes_per_second", now_at.kbps * _BYTES_PER_KBIT),
        ("dropped_pictures_total", now_at.drops),
        ("reconnects_total", now_at.reconnects),
        ("lag_seconds", now_at.lag_s),
        ("connected_seconds", connected_s),
    ):
        sheet.put(f"webtv_destination_{name}", value, **labels)


def _look(sheet: Sheet, channel: str, result: ProbeResult) -> None:
    labels = {"channel": channel, "destination": result.destination}
    for name, value in (
        ("success", not result.fault),
        ("failures", result.failures),
        ("timestamp_seconds", result.checked_at.timestamp()),
        ("tune_in_seconds", result.tune_in_s),
        ("media_seconds", result.media_s),
        ("pictures", result.pictures),
        ("loudness_decibels", result.loudness_db),
    ):
        sheet.put(f"webtv_probe_{name}", value, **labels)
    if result.symptom:
        sheet.put("webtv_probe_symptom", 1, **labels, symptom=result.symptom)


def _server(sheet: Sheet, server: ServerStatus) -> None:
    sheet.put("webtv_rtmp_start_time_seconds", server.started_at.timestamp())
    sheet.put("webtv_rtmp_memory_bytes", server.memory_bytes)
    sheet.put("webtv_rtmp_memory_limit_bytes", server.memory_limit_bytes)
    slope = server.memory_slope_bytes_per_h / 3600
    sheet.put("webtv_rtmp_memory_slope_bytes_per_second", slope)
    for stream in server.streams:
        rate = stream.kbps * _BYTES_PER_KBIT
        sheet.put("webtv_rtmp_received_bytes_total", stream.bytes_in, stream=stream.path)
        sheet.put("webtv_rtmp_received_bytes_per_second", rate, stream=stream.path)
        sheet.put("webtv_rtmp_viewers", stream.viewers, stream=stream.path)
