// What a monitoring system reads of the service, in Prometheus' conventions: base units, `_total` for counters, and labels
// with few values. Products are never labels: a shop has a hundred thousand of them.

import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

import { program } from '../../core/run/program-version.ts';

const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

export class ServiceMetrics {
  readonly registry = new Registry();
  /** `route` is the pattern, never the path. */
  readonly requests = this.histogram(
    'pricing_http_request_duration_seconds',
    'Time from the request to the end of its answer.',
    ['method', 'route', 'status'],
    requestBuckets,
  );
  readonly suggestions = this.counter('pricing_suggestions_total', 'Suggested prices that were answered.', [
    'source',
  ]);
  readonly decisions = this.counter('pricing_decisions_total', 'Products decided about.', ['action']);
  readonly breakerStops = this.counter(
    'pricing_breaker_stops_total',
    'Lists of prices that the circuit breaker stopped.',
    ['reason'],
  );
  readonly replays = this.counter(
    'pricing_idempotent_replays_total',
    'Answers that were given again to a repeated Idempotency-Key.',
    [],
  );
  readonly writes = this.histogram(
    'pricing_store_write_duration_seconds',
    'Time until the store acknowledged a change.',
    ['outcome'],
    requestBuckets,
  );
  readonly scheduleRuns = this.counter('pricing_schedule_runs_total', 'Runs of schedules.', [
    'schedule',
    'outcome',
  ]);
  readonly scheduleSeconds = this.histogram(
    'pricing_schedule_duration_seconds',
    'Duration of a run of a schedule.',
    ['schedule'],
    [0.1, 1, 10, 60, 300, 1_800, 7_200],
  );
  readonly scheduleSuccess = this.gauge(
    'pricing_schedule_last_success_timestamp_seconds',
    'When a schedule last ran to its end.',
    ['schedule'],
  );
  readonly products = this.gauge('pricing_products', 'Products that can be priced.', []);
  readonly logEntries = this.gauge('pricing_log_entries', 'Entries of the audit log.', []);
  readonly salesLastDay = this.gauge(
    'pricing_sales_last_day_timestamp_seconds',
    'The newest day of the sales that prices stand on.',
    [],
  );
  readonly modelSince = this.gauge(
    'pricing_model_promoted_timestamp_seconds',
    'When the model in use was promoted; 0 where there is none.',
    [],
  );
  readonly proposals = this.gauge('pricing_model_proposals', 'Models that wait for a person.', []);
  readonly alerts = this.gauge('pricing_drift_alerts', 'Alerts of the newest check of sales.', ['urgency']);
  readonly heldOutError = this.gauge(
    'pricing_held_out_error_ratio',
    'Absolute error over units sold on held-out days, at the latest retraining.',
    ['model'],
  );
  readonly ready = this.gauge('pricing_ready', '1 where prices can be answered.', []);
  readonly storeUp = this.gauge('pricing_store_up', '1 where the store answers.', []);

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const version = program.split(' ').at(-1)!;
    this.gauge('pricing_build_info', 'Constant 1; says what runs.', ['version']).set({ version }, 1);
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}
