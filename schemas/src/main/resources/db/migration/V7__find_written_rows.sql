-- After a crash a job asks which rows were written since the checkpoint it goes on from. A block range index costs next to
-- nothing to keep, and an update of a column that only such an index holds stays on its page.
CREATE INDEX bot_performance_metrics_by_write ON bot_performance_metrics USING brin (updated_at);
CREATE INDEX bot_metrics_15m_by_write ON bot_metrics_15m USING brin (updated_at);
CREATE INDEX bot_metrics_1m_by_write ON bot_metrics_1m USING brin (updated_at);
CREATE INDEX usage_analytics_by_write ON usage_analytics USING brin (updated_at);
