// Models: what there is, proposals, and which one prices.

import { createRoute, z } from '@hono/zod-openapi';

import { Problem } from '../problem.ts';
import { decline, promote, proposeUpload, rollBack } from '../shop/served-models.ts';
import { answer, json, KeysUnderWay, problems, requestKey, type App, type Service } from './context.ts';
import { doneAnswer, keyHeader, modelMove, modelsAnswer } from './schemas.ts';

const id = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/, 'expected the id of a model, as GET /v1/models lists it'),
});

export function modelRoutes(app: App, service: Service): void {
  const { shop } = service;
  const keys = new KeysUnderWay();
  const list = createRoute({
    method: 'get',
    path: '/v1/models',
    summary: 'The models of the shop, each with how it compares',
    responses: { 200: json(modelsAnswer, 'The models'), ...problems() },
  });
  app.openapi(list, async (c) => {
    const { models, modelInUse } = await shop.state();
    return c.json(
      {
        inUse: modelInUse,
        models: models.map(({ model, comparison, ...record }) => ({
          id: model,
          ...record,
          comparison: comparison as Record<string, unknown> | null,
        })),
      },
      200,
    );
  });

  const upload = createRoute({
    method: 'post',
    path: '/v1/models',
    summary: 'Proposes a model: the zip that the page or "lab train --out" writes, as the body',
    request: {
      headers: keyHeader,
      body: {
        required: true,
        content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
      },
    },
    responses: { 200: json(doneAnswer, 'That it is proposed'), ...problems(409, 415, 422) },
  });
  app.openapi(upload, async (c) => {
    if (c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() !== 'application/zip')
      throw new Problem('wrongType', 'Send the model as the body, with the Content-Type application/zip.');
    const key = await requestKey(c);
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return keys.one(key.key, async () => answer(service, await proposeUpload(shop, key, bytes)));
  });

  moveRoutes(app, service, keys);
}

function moveRoutes(app: App, service: Service, keys: KeysUnderWay): void {
  const { shop } = service;
  const body = { required: true, ...json(modelMove, 'May be {}') };
  const responses = { 200: json(doneAnswer, 'What is in use now'), ...problems(404, 409, 415, 422) };
  const promoteRoute = createRoute({
    method: 'post',
    path: '/v1/models/{id}/promote',
    summary: 'Promotes a proposed model to be the one in use',
    request: { headers: keyHeader, params: id, body },
    responses,
  });
  app.openapi(promoteRoute, async (c) => {
    const key = await requestKey(c);
    const { confirmed = false } = c.req.valid('json');
    const wanted = c.req.valid('param').id;
    return keys.one(key.key, async () =>
      answer(service, await promote(shop, key, wanted, { by: 'person', confirmed })),
    );
  });
  const declineRoute = createRoute({
    method: 'post',
    path: '/v1/models/{id}/decline',
    summary: 'Declines a proposed model',
    request: { headers: keyHeader, params: id, body },
    responses,
  });
  app.openapi(declineRoute, async (c) => {
    const key = await requestKey(c);
    const wanted = c.req.valid('param').id;
    return keys.one(key.key, async () => answer(service, await decline(shop, key, wanted, 'person')));
  });
  const rollbackRoute = createRoute({
    method: 'post',
    path: '/v1/models/rollback',
    summary: 'Returns to the model before the one in use',
    request: { headers: keyHeader, body },
    responses,
  });
  app.openapi(rollbackRoute, async (c) => {
    const key = await requestKey(c);
    return keys.one(key.key, async () => answer(service, await rollBack(shop, key, 'person')));
  });
}
