// The title of the figure that a part of a chart stands in, for its accessible name.

import { createContext, useContext } from 'react';

export const FigureTitle = createContext('Chart');

export function useFigureTitle(): string {
  return useContext(FigureTitle);
}
