import { PageHeader } from '../ui/page-header.tsx';
import classes from './section-loading.module.css';

/** Stands where a section will be for the moment its code takes to arrive. */
export function SectionLoading({ title }: { readonly title: string }) {
  return (
    <div aria-busy="true">
      <PageHeader title={title} sentence="Loading…" />
      <div className={classes.block} />
    </div>
  );
}
