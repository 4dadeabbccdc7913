// Whether the server lives and may be asked, and its metrics.

import type { App, Service } from './context.ts';

export function healthRoutes(app: App, service: Service): void {
  const { metrics, shop } = service;
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
    const problem = await shop.options.store.problem();
    return problem === null
      ? c.json({ status: 'ready' })
      : c.json({ status: 'storeUnavailable', detail: problem }, 503);
  });
  app.get('/metrics', async () => {
    const problem = await shop.options.store.problem();
    metrics.storeUp.set(problem === null ? 1 : 0);
    metrics.ready.set(problem === null && service.phase() === 'open' ? 1 : 0);
    if (problem === null) await showShop(service);
    return new Response(await metrics.registry.metrics(), {
      headers: { 'content-type': metrics.registry.contentType },
    });
  });
}

/** The figures that are read off what stands; of other servers of the shop as well. */
async function showShop({ shop, metrics }: Service): Promise<void> {
  const state = await shop.state();
  const { sales, modelAt, models, last } = state;
  metrics.logEntries.set(last?.index ?? 0);
  metrics.proposals.set(models.filter(({ stage }) => stage === 'proposed').length);
  if (sales) metrics.salesLastDay.set(Date.parse(sales.lastDay) / 1_000);
  if (shop.isAtHand(state)) metrics.products.set((await shop.standing()).cache.desk.productIds.length);
  metrics.modelSince.set(modelAt === null ? 0 : Date.parse(modelAt) / 1_000);
}
