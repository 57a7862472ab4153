"""Quality of media: measured in one decoding, then judged against limits."""

from webtv.media.quality.qc import check_media
from webtv.media.quality.thresholds import Thresholds

__all__ = ["Thresholds", "check_media"]
