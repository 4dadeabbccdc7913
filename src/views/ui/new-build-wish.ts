/** What the page says to the service worker of a newer build that waits, so that it takes over. */
export const newBuildWish = 'use the new build';
