// What the server sends with every file, said once: the dev and preview servers use it, and a test compares it with
// public/_headers and .config/serving.md, which say it to other servers.
//
// The policy is the promise that no row leaves the browser. Mantine writes its CSS variables as a style element, so
// styles may be inline; scripts stay strict. `frame-ancestors` works in a header only, not in the page.

const directives = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The policy as the built page itself states it. */
export const pagePolicy = directives.join('; ');

const noFrames = "frame-ancestors 'none'";

/** Sent by the dev server too, whose own scripts are inline and need a freer policy. */
export const devHeaders = {
  'Content-Security-Policy': noFrames,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Of the built page. */
export const siteHeaders = { ...devHeaders, 'Content-Security-Policy': `${pagePolicy}; ${noFrames}` };
