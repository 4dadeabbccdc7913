// The rules a suggested price must keep; changing one asks for the prices anew.

import { modelFitsFile } from '../../store/lab-store.ts';
import { useLab } from '../../store/use-lab.ts';
import type { SettingName } from '../../core/run/settings.ts';
import { SettingField } from '../train/setting-field.tsx';
import { settingNamed } from '../train/setting-lists.ts';
import { useSettingDrafts } from '../train/use-setting-drafts.ts';
import { Panel } from '../ui/panel.tsx';
import classes from './prices-section.module.css';

const guardrails: readonly SettingName[] = ['largestChangePercent', 'minMarginPercent'];

export function GuardrailsPanel() {
  const { drafts, actions } = useSettingDrafts();
  const isFixed = useLab((state) => state.model?.origin === 'import' && !modelFitsFile(state));
  return (
    <Panel
      title="Guardrails"
      caption={
        isFixed
          ? 'These act once the file of the imported model is loaded; the prices shown keep the rules of their export.'
          : 'Rules every suggested price keeps. Changing one asks for the prices anew.'
      }
    >
      <div className={classes.fields}>
        {guardrails.map((name) => (
          <SettingField key={name} definition={settingNamed(name)} draft={drafts[name]} actions={actions} />
        ))}
      </div>
    </Panel>
  );
}
