// The keys that work everywhere, in one list: the help under `?` shows it, and the palette names them beside its actions.

export interface Shortcut {
  readonly name: 'palette' | 'undo' | 'redo' | 'help';
  /** As they are written; `Ctrl` is Command on a Mac. */
  readonly keys: readonly string[];
  readonly meaning: string;
}

export const shortcuts: readonly Shortcut[] = [
  { name: 'palette', keys: ['Ctrl', 'K'], meaning: 'Find a section, an action or a product' },
  { name: 'undo', keys: ['Ctrl', 'Z'], meaning: 'Undo the last setting, rule, choice or decision' },
  { name: 'redo', keys: ['Ctrl', 'Shift', 'Z'], meaning: 'Redo' },
  { name: 'help', keys: ['?'], meaning: 'Show these shortcuts' },
];

/** The shortcut that was pressed; null for any other key, and for keys that belong to the field being typed in. */
export function shortcutOf(event: KeyboardEvent): Shortcut['name'] | null {
  const { key, shiftKey, altKey } = event;
  if (altKey || event.defaultPrevented) return null;
  const withCommand = event.ctrlKey || event.metaKey;
  const isTyping = isTextField(event.target);
  if (withCommand && key.toLowerCase() === 'k' && !shiftKey) return 'palette';
  if (isTyping) return null;
  if (withCommand && key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  if (withCommand && key.toLowerCase() === 'y' && !shiftKey) return 'redo';
  return !withCommand && key === '?' ? 'help' : null;
}

/** A field with an undo of its own, where every key is text. */
function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !notTyped.has(target.type);
}

const notTyped: ReadonlySet<string> = new Set(['checkbox', 'radio', 'button', 'range', 'file', 'submit']);

/** The keys as this platform writes them. */
export function keysHere(keys: readonly string[], isMac: boolean): readonly string[] {
  return isMac ? keys.map((key) => (key === 'Ctrl' ? '⌘' : key === 'Shift' ? '⇧' : key)) : keys;
}
