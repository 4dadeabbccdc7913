// The portfolio in Train: an invitation while a catalogue is loaded and no run is for all of it, then the panel, which
// is loaded with the first such run.

import { Button } from '@mantine/core';
import { IconChartDots } from '@tabler/icons-react';
import { lazy, memo, Suspense } from 'react';

import { isPortfolioSetup, portfolioPreset } from '../../../core/run/presets.ts';
import { isActive } from '../../../store/run-view.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCountOf } from '../../../core/text/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './portfolio-panel.module.css';

const PortfolioPanel = lazy(async () => ({
  default: (await import('./portfolio-panel.tsx')).PortfolioPanel,
}));

/** The panel, once a run has baselines product by product. */
export const Portfolio = memo(function Portfolio() {
  const hasPortfolio = useLab(({ run }) => run.baselines?.portfolio !== undefined);
  return hasPortfolio ? (
    <Suspense fallback={null}>
      <PortfolioPanel />
    </Suspense>
  ) : (
    <EmptyState icon={<IconChartDots size={40} stroke={1.4} />} title="No catalogue trained yet">
      Once a run has trained one policy for several products in the demand market, this page shows how much of
      the gap to its own optimum each product closes.
    </EmptyState>
  );
});

/**
 * Stands where a catalogue is loaded and no run goes on, once the form has taken what the file's fits bring: a button that stood
 * there before would go away under the pointer.
 */
export const PortfolioInvitation = memo(function PortfolioInvitation() {
  const hasPortfolio = useLab(({ run }) => run.baselines?.portfolio !== undefined);
  const active = useLab(({ run }) => isActive(run));
  const products = useLab(({ data }) => (data.status === 'ready' ? data.dataset.histories.length : 0));
  const isFitted = useLab(({ demand }) => demand.length === products);
  return hasPortfolio || active || products < 2 || !isFitted ? null : <Invitation products={products} />;
});

/** From a loaded catalogue to a run for all of it in one click: the preset of that name, as in Settings. */
function Invitation({ products }: { readonly products: number }) {
  const settings = useLab((state) => state.settings);
  const trainFor = useLab((state) => state.trainFor);
  const actions = useLab((state) => state.actions);
  const isSet = trainFor === 'all' && isPortfolioSetup(settings);
  return (
    <section aria-label="Portfolio training" className={classes.invitation}>
      {isSet ? (
        <span>
          One policy for {formatCountOf(products, 'product')}: start training, and the tab Portfolio shows how
          much of the gap to its own optimum each product closes.
        </span>
      ) : (
        <>
          <Button variant="default" size="xs" onClick={() => actions.choosePreset(portfolioPreset)}>
            Use preset Portfolio
          </Button>
          <span>
            One policy for all {formatCountOf(products, 'product')} in the demand market. Each product is
            measured against its own optimum.
          </span>
        </>
      )}
    </section>
  );
}
