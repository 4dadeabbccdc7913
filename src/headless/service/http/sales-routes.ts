// Newer sales as an upload.

import { createRoute, z } from '@hono/zod-openapi';

import { Problem } from '../problem.ts';
import { takeSales } from '../shop/take-sales.ts';
import { answer, json, KeysUnderWay, problems, requestKey, type App, type Service } from './context.ts';
import { keyHeader, salesAnswer, salesQuery } from './schemas.ts';

const file = { schema: z.string().openapi({ format: 'binary' }) };

export function salesRoutes(app: App, service: Service): void {
  const { shop } = service;
  const keys = new KeysUnderWay();
  const route = createRoute({
    method: 'post',
    path: '/v1/sales',
    summary: 'Takes in newer sales: any sales file the lab reads, as the body',
    request: {
      headers: keyHeader,
      query: salesQuery,
      body: { required: true, content: { 'application/octet-stream': file, 'text/csv': file } },
    },
    responses: {
      200: json(salesAnswer, 'What was read, and what it says of what was expected'),
      ...problems(409, 415, 422),
    },
  });
  app.openapi(route, async (c) => {
    const { name, mode } = c.req.valid('query');
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'text/csv' && type !== 'application/octet-stream')
      throw new Problem(
        'wrongType',
        'Send the file as the body, with the Content-Type text/csv or application/octet-stream.',
      );
    const key = await requestKey(c);
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    if (bytes.length === 0)
      throw new Problem('malformed', 'The body is empty: send the sales file as the body.');
    return keys.one(key.key, async () => answer(service, await takeSales(shop, key, { name, bytes }, mode)));
  });
}
