// Exports of well-known programs and public data sets, by their headers: one line tells the person what was recognised.

interface KnownExport {
  readonly name: string;
  /** Headers that it always has, compared without case, spacing and punctuation. */
  readonly headers: readonly string[];
  /** Whether its amounts are in cents, though no header says so. */
  readonly isInCents?: true;
}

const known: readonly KnownExport[] = [
  { name: 'Shopify orders', headers: ['Name', 'Financial Status', 'Lineitem quantity', 'Lineitem price'] },
  { name: 'Shopify sales report', headers: ['Gross sales', 'Net sales', 'Total sales', 'Discounts'] },
  { name: 'Amazon orders', headers: ['amazon-order-id', 'purchase-date', 'item-price', 'quantity'] },
  { name: 'Amazon business report', headers: ['(Child) ASIN', 'Units Ordered', 'Ordered Product Sales'] },
  {
    name: 'Amazon sale report (Kaggle)',
    headers: ['Order ID', 'ship-service-level', 'ASIN', 'Qty', 'Amount'],
  },
  { name: 'WooCommerce orders', headers: ['Order Number', 'Order Status', 'Item Name', 'Item Cost'] },
  { name: 'WooCommerce report', headers: ['Items sold', 'Net Sales', 'SKU', 'Product title'] },
  { name: 'Square item sales', headers: ['Gross Sales', 'Net Sales', 'Qty', 'Item', 'Price Point Name'] },
  {
    name: 'Etsy sold order items',
    headers: ['Sale Date', 'Item Name', 'Quantity', 'Price', 'Discount Amount', 'Item Total'],
  },
  { name: 'eBay orders', headers: ['Sales Record Number', 'Sold For', 'Quantity', 'Sale Date'] },
  {
    name: 'QuickBooks sales by product',
    headers: ['Date', 'Transaction type', 'Qty', 'Sales price', 'Amount'],
  },
  {
    name: 'Retail price optimisation (Kaggle)',
    headers: ['product_id', 'month_year', 'qty', 'total_price', 'unit_price'],
  },
  {
    name: 'Superstore',
    headers: ['Order Date', 'Ship Mode', 'Sub-Category', 'Sales', 'Quantity', 'Discount', 'Profit'],
  },
  { name: 'Online Retail (UCI)', headers: ['StockCode', 'Description', 'Quantity', 'InvoiceDate'] },
  { name: 'M5', headers: ['item_id', 'dept_id', 'cat_id', 'store_id', 'state_id'] },
  { name: 'Complete Journey', headers: ['household_id', 'basket_id', 'sales_value', 'retail_disc'] },
  { name: 'dunnhumby transactions', headers: ['household_key', 'BASKET_ID', 'SALES_VALUE', 'RETAIL_DISC'] },
  { name: 'Avocado prices', headers: ['AveragePrice', 'Total Volume', 'type', 'region'] },
  { name: 'Rossmann', headers: ['Store', 'DayOfWeek', 'Sales', 'Customers', 'StateHoliday'] },
  { name: 'Supermarket sales', headers: ['Invoice ID', 'Branch', 'Product line', 'Unit price', 'cogs'] },
  {
    name: 'Olist order items',
    headers: ['order_id', 'order_item_id', 'product_id', 'shipping_limit_date', 'price'],
  },
  {
    name: 'Kaufland order units',
    headers: ['id_order_unit', 'price', 'currency', 'status'],
    isInCents: true,
  },
  {
    name: 'Stripe line items',
    headers: ['unit_amount', 'amount_total', 'currency', 'quantity'],
    isInCents: true,
  },
  { name: "Dominick's orange juice", headers: ['store', 'brand', 'week', 'logmove', 'price'] },
];

const plain = (header: string) => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function exportOf(headers: readonly string[]): KnownExport | undefined {
  const there = new Set(headers.map((header) => plain(header.slice(0, 200))));
  return known.find((one) => one.headers.every((header) => there.has(plain(header))));
}

/** The name of the export whose headers these are; null for none that is known. */
export const knownExport = (headers: readonly string[]): string | null => exportOf(headers)?.name ?? null;

/** Whether the headers are those of an export whose amounts are in cents. */
export const isExportInCents = (headers: readonly string[]): boolean => exportOf(headers)?.isInCents ?? false;
