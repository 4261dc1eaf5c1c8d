"""Pages that are filled in by `service.page` and `service.report`."""
