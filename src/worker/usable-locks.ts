// The locks of the browser, tried once before anything relies on them: where site data is blocked they are there and
// refuse every request.

/** The browser's locks; null where it has none (Safari before 15.4) or refuses them. */
export async function usableLocks(platform: { readonly locks?: LockManager }): Promise<LockManager | null> {
  try {
    const { locks } = platform;
    await locks?.request('pricing-lab trial', { mode: 'shared' }, () => undefined);
    return locks ?? null;
  } catch {
    return null;
  }
}
