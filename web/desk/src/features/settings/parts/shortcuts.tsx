import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '@/kit/ime';
import { keyFace } from '@/kit/key';
import { clash, nameOf, shortcuts, type ShortcutId } from '@/kit/keys';
import { setPrefs, usePrefs } from '@/kit/prefs';
import css from '../settings.module.css';

const modifiers = ['Control', 'Alt', 'Shift', 'Meta', 'Process'];

/** Every shortcut; a click on its key waits for the new one. */
export function ShortcutTable() {
  const { t } = useTranslation('app');
  const ids = Object.keys(shortcuts) as ShortcutId[];
  return (
    <dl className={css.keys}>
      {ids.map((id) => (
        <div key={id} className={css.line}>
          <dt>{t(`key.${id}`)}</dt>
          <dd><Rebind id={id} /></dd>
        </div>
      ))}
    </dl>
  );
}

function Rebind({ id }: { id: ShortcutId }) {
  const { t } = useTranslation(['settings', 'app']);
  const { keys } = usePrefs();
  const [waiting, setWaiting] = useState(false);
  const key = keys[id] ?? shortcuts[id];
  const other = clash(id, key, keys);
  const listen = (event: React.KeyboardEvent) => {
    if (!waiting || isComposing(event) || modifiers.includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== 'Escape') setPrefs({ keys: { ...keys, [id]: nameOf(event) } });
    setWaiting(false);
  };
  const reset = () => {
    const { [id]: _gone, ...rest } = keys;
    setPrefs({ keys: rest });
  };
  return (
    <>
      {other && <Tag color="warning">{t('settings:shortcuts.clash', { other: t(`app:key.${other}`) })}</Tag>}
      <Button size="small" aria-label={t('settings:shortcuts.change', { what: t(`app:key.${id}`) })} onClick={() => setWaiting(true)} onKeyDown={listen} onBlur={() => setWaiting(false)}>
        {waiting ? t('settings:shortcuts.press') : keyFace(key)}
      </Button>
      {keys[id] && <Button size="small" type="link" onClick={reset}>{t('settings:shortcuts.reset')}</Button>}
    </>
  );
}
