// Whether the server lives and may be asked, and its metrics.

import { z } from 'zod';

import type { App, Service } from './context.ts';

/** What the document says of them: they are answered without the checks of the other routes. */
const described = {
  '/healthz/live': { summary: 'Whether the server runs', type: 'application/json', statuses: [200] },
  '/healthz/ready': {
    summary: 'Whether it answers for prices: the sales are read and the store can be reached',
    type: 'application/json',
    statuses: [200, 503],
  },
  '/metrics': { summary: 'Metrics for Prometheus', type: 'text/plain', statuses: [200] },
} as const;

function describe(app: App): void {
  for (const [path, { summary, type, statuses }] of Object.entries(described))
    app.openAPIRegistry.registerPath({
      method: 'get',
      path,
      summary,
      ...(path === '/metrics' ? {} : { security: [] }),
      responses: Object.fromEntries(
        statuses.map((status) => [
          status,
          {
            description: status === 200 ? 'It does' : 'Not now, and why',
            content: { [type]: { schema: { type: type === 'text/plain' ? 'string' : 'object' } } },
          },
        ]),
      ),
    });
}

export function healthRoutes(app: App, service: Service): void {
  const { metrics, shop } = service;
  describe(app);
  app.get('/healthz/live', (c) => c.json({ status: 'live' }));
  app.get('/healthz/ready', async (c) => {
    const phase = service.phase();
    if (phase !== 'open')
      return c.json(
        {
          status: phase,
          detail: phase === 'starting' ? 'The sales are being read.' : 'The server is stopping.',
        },
        503,
      );
    const problem = await shop.problem();
    return problem === null
      ? c.json({ status: 'ready' })
      : c.json({ status: 'storeUnavailable', detail: problem }, 503);
  });
  app.get('/metrics', async () => {
    const problem = await shop.problem();
    metrics.storeUp.set(problem === null ? 1 : 0);
    metrics.ready.set(problem === null && service.phase() === 'open' ? 1 : 0);
    if (problem === null) await showShop(service);
    return new Response(await metrics.registry.metrics(), {
      headers: { 'content-type': metrics.registry.contentType },
    });
  });
}

const measured = z.object({ heldOutError: z.number().nullable() });
/** Of a comparison, as the log has it. */
const heldOut = z.object({ challenger: measured, incumbent: measured.nullable() });

/** The figures that are read off what stands; of other servers of the shop as well. */
async function showShop({ shop, metrics }: Service): Promise<void> {
  const state = await shop.state();
  const { sales, modelAt, models, last, drift } = state;
  metrics.logEntries.set(last?.index ?? 0);
  metrics.proposals.set(models.filter(({ stage }) => stage === 'proposed').length);
  if (sales) metrics.salesLastDay.set(Date.parse(sales.lastDay) / 1_000);
  if (shop.isAtHand(state)) metrics.products.set((await shop.standing()).cache.desk.productIds.length);
  if (drift)
    for (const urgency of ['now', 'soon', 'watch'] as const)
      metrics.alerts.set({ urgency }, drift.alerts.filter((alert) => alert.urgency === urgency).length);
  const compared = heldOut.safeParse(models.findLast(({ comparison }) => comparison !== null)?.comparison);
  if (compared.success)
    for (const model of ['challenger', 'incumbent'] as const) {
      const error = compared.data[model]?.heldOutError ?? null;
      if (error !== null) metrics.heldOutError.set({ model }, error);
    }
  metrics.modelSince.set(modelAt === null ? 0 : Date.parse(modelAt) / 1_000);
}
