// The columns a sales file may have: one list that header matching, the mapping dialog, the preview and the
// README's format table all read.

export type ColumnKind = 'date' | 'number' | 'text';

export interface ColumnDefinition {
  readonly role: string;
  /** The header of the lab's native schema. */
  readonly header: string;
  readonly kind: ColumnKind;
  readonly unit: string;
  readonly meaning: string;
  /** Other headers that mean the same, compared without case, spacing and punctuation. */
  readonly synonyms: readonly string[];
}

export const columns = [
  {
    role: 'date',
    header: 'Report Date',
    kind: 'date',
    unit: 'day',
    meaning: 'The day the row reports.',
    synonyms: [
      'date',
      'day',
      'order date',
      'week',
      'month',
      'period',
      'datum',
      'fecha',
      'timestamp',
      'invoice date',
    ],
  },
  {
    role: 'price',
    header: 'Product Price',
    kind: 'number',
    unit: 'currency',
    meaning: 'The price of one unit on that day; blank where nothing sold.',
    synonyms: [
      'price',
      'unit price',
      'selling price',
      'sale price',
      'avg price',
      'average price',
      'preis',
      'precio',
    ],
  },
  {
    role: 'sales',
    header: 'Total Sales',
    kind: 'number',
    unit: 'currency or units',
    meaning: 'What was sold that day, as money or as units; the lab tells which.',
    synonyms: [
      'sales',
      'revenue',
      'turnover',
      'net sales',
      'gross sales',
      'sales amount',
      'umsatz',
      'ventas',
      'amount',
    ],
  },
  {
    role: 'organicConversion',
    header: 'Organic Conversion Percentage',
    kind: 'number',
    unit: '%',
    meaning: 'Visitors who bought without an advertisement, 0 to 100.',
    synonyms: ['organic conversion', 'organic conversion rate', 'conversion', 'conversion rate', 'cr', 'cvr'],
  },
  {
    role: 'adConversion',
    header: 'Ad Conversion Percentage',
    kind: 'number',
    unit: '%',
    meaning: 'Visitors who bought after an advertisement, 0 to 100.',
    synonyms: [
      'ad conversion',
      'ad conversion rate',
      'ads conversion',
      'paid conversion',
      'advertising conversion',
      'ppc conversion',
    ],
  },
  {
    role: 'profit',
    header: 'Total Profit',
    kind: 'number',
    unit: 'currency',
    meaning: 'Profit of the day.',
    synonyms: ['profit', 'gross profit', 'net profit', 'gewinn', 'contribution'],
  },
  {
    role: 'predictedSales',
    header: 'Predicted Sales',
    kind: 'number',
    unit: 'as Total Sales',
    meaning: 'What somebody expected to sell that day.',
    synonyms: [
      'predicted',
      'forecast',
      'sales forecast',
      'forecast sales',
      'expected sales',
      'predicted revenue',
    ],
  },
  {
    role: 'productId',
    header: 'Product ID',
    kind: 'text',
    unit: '',
    meaning: 'The key of a product; a file without one is one product.',
    synonyms: [
      'sku',
      'product',
      'item',
      'item id',
      'asin',
      'article',
      'article number',
      'stock code',
      'product code',
      'upc',
      'ean',
    ],
  },
  {
    role: 'productName',
    header: 'Product Name',
    kind: 'text',
    unit: '',
    meaning: 'The name shown for a product.',
    synonyms: ['name', 'title', 'item name', 'description', 'product title', 'product description'],
  },
  {
    role: 'category',
    header: 'Category',
    kind: 'text',
    unit: '',
    meaning: 'A group of products that resemble one another.',
    synonyms: ['product category', 'department', 'group', 'product group', 'segment', 'class'],
  },
  {
    role: 'units',
    header: 'Units',
    kind: 'number',
    unit: 'units',
    meaning: 'Units sold that day.',
    synonyms: ['qty', 'quantity', 'units sold', 'sold units', 'unit sales', 'volume', 'menge', 'unidades'],
  },
  {
    role: 'cost',
    header: 'Cost',
    kind: 'number',
    unit: 'currency',
    meaning: 'What one unit costs.',
    synonyms: ['unit cost', 'cogs', 'cost price', 'purchase price', 'cost of goods', 'landed cost'],
  },
  {
    role: 'inventory',
    header: 'Inventory',
    kind: 'number',
    unit: 'units',
    meaning: 'Units in stock at the end of that day.',
    synonyms: ['stock', 'on hand', 'stock level', 'inventory level', 'stock on hand', 'units in stock'],
  },
  {
    role: 'competitorPrice',
    header: 'Competitor Price',
    kind: 'number',
    unit: 'currency',
    meaning: "A rival's price for the same product that day.",
    synonyms: ['competitor', 'rival price', 'market price', 'competition price', 'buy box price'],
  },
] as const satisfies readonly ColumnDefinition[];

export type ColumnRole = (typeof columns)[number]['role'];
export type NumericRole = Extract<(typeof columns)[number], { kind: 'number' }>['role'];

/** Which header index (0-based) fills each role; a role that is absent has no column. */
export type ColumnMapping = Readonly<Partial<Record<ColumnRole, number>>>;
