import '@mantine/core/styles.css';
import './drawings/chart-colors.css';
import './views/theme.css';
import './views/forced-colors.css';
import './views/print.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './views/app.tsx';
import { keepForOffline } from './views/ui/keep-for-offline.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('internal: index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

if (import.meta.env.PROD) keepForOffline();
