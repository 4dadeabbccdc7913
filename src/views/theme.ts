// The look of the page in one place: one teal accent, neutral greys and a spacing scale. Colours that change with the
// scheme are CSS variables (`theme.css` gives their two values); those of charts stand in `drawings/chart-colors.ts`.

import { createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e8f6f5',
  '#cfebe9',
  '#a1d8d4',
  '#6fc3bd',
  '#45ada6',
  '#22968f',
  '#0d7f79',
  '#0a6c67',
  '#085a56',
  '#064844',
];

/** Cool neutral greys of the dark scheme: [0] is text, [6] a card, [7] the page. */
const dark: MantineColorsTuple = [
  '#d9dee3',
  '#b9c1c9',
  '#a3adb7',
  '#74808c',
  '#46505a',
  '#343c45',
  '#1c2228',
  '#14191e',
  '#0f1317',
  '#0a0d10',
];

const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  fontFamily,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Liberation Mono', monospace",
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '40px' },
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '17px', xl: '20px' },
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '26px', lineHeight: '1.25' },
      h2: { fontSize: '17px', lineHeight: '1.35' },
      h3: { fontSize: '15px', lineHeight: '1.4' },
      h4: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
});
