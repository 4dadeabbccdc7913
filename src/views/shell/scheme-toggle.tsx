import { ActionIcon, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react';

const order = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];
const icons = { auto: IconSunMoon, light: IconSun, dark: IconMoon } as const;

/** Steps through auto, light and dark; auto follows the system. */
export function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const next = order[(order.indexOf(colorScheme) + 1) % order.length] ?? 'auto';
  const Icon = icons[colorScheme];
  const label = `Colour scheme: ${colorScheme}. Switch to ${next}`;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={19} stroke={1.7} />
    </ActionIcon>
  );
}
