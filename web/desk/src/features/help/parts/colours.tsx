import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DueChip } from '@/kit/due-chip';
import css from '../help.module.css';

const minute = 60_000;

/** Minutes from now to the due time, to the half and to the warning, one limit for each colour. */
const examples = [
  { name: 'ok', due: 300, half: 60, near: 240 },
  { name: 'half', due: 150, half: -90, near: 90 },
  { name: 'near', due: 35, half: -300, near: -20 },
  { name: 'over', due: -70, half: -400, near: -120 },
];

/** The four colours of time as they look everywhere, each with what it means. */
export function Colours() {
  const { t } = useTranslation('help');
  const [now] = useState(() => Date.now());
  const at = (minutes: number) => new Date(now + minutes * minute).toISOString();
  return (
    <>
      <dl className={css.colours}>
        {examples.map(({ name, due, half, near }) => (
          <div key={name}>
            <dt><DueChip due={at(due)} half={at(half)} near={at(near)} /></dt>
            <dd>{t(`colours.${name}`)}</dd>
          </div>
        ))}
        <div><dt><DueChip due={null} paused /></dt><dd>{t('colours.paused')}</dd></div>
      </dl>
      <p className={css.note}>{t('colours.why')}</p>
    </>
  );
}
