// What is on record about prices: the history of one product's price and the audit log. Also without a model: what
// was decided on an earlier visit is there as soon as its file is loaded again.

import { useLab } from '../../../store/use-lab.ts';
import { ProductPicker } from '../../ui/product-picker.tsx';
import { AuditPanel } from '../decisions/audit-panel.tsx';
import { PriceHistoryPanel } from './price-history.tsx';
import { useModelHistories } from '../policy/use-model-histories.ts';

export interface PriceRecordProps {
  /** The product shown above; null where there is no suggestion: then the one chosen in the loaded file. */
  readonly shown: {
    readonly productId: string;
    readonly productName: string;
  } | null;
}

export function PriceRecord({ shown }: PriceRecordProps) {
  const loaded = useLab((state) => (state.data.status === 'ready' ? state.data.dataset.histories : null));
  const modelled = useModelHistories();
  const chosen = useLab((state) => state.shownProduct);
  const inFile =
    shown === null ? loaded?.[chosen] : modelled?.find((history) => history.product.id === shown.productId);
  const product =
    shown ?? (inFile ? { productId: inFile.product.id, productName: inFile.product.name } : null);
  return (
    <>
      {product === null ? null : (
        <PriceHistoryPanel
          {...product}
          history={inFile ?? null}
          aside={<ProductPicker label="Product of the price history" />}
        />
      )}
      <AuditPanel />
    </>
  );
}
