import { Button, Checkbox, Segmented, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { calls, play } from '@/kit/attention';
import { Facts, Section } from '@/kit/section';
import { setPrefs, usePrefs, type Prefs } from '@/kit/prefs';
import css from '../settings.module.css';

/** How one writes to customers, and what calls for attention. */
export function WritingSection() {
  const { t } = useTranslation('settings');
  const { sendKey, muted } = usePrefs();
  const mute = (call: string, off: boolean) => setPrefs({ muted: off ? [...muted, call] : muted.filter((one) => one !== call) });
  return (
    <Section title={t('talks.title')}>
      <Facts
        items={[
          [t('talks.sendKey'), <Segmented<Prefs['sendKey']> key="key" aria-label={t('talks.sendKey')} value={sendKey} onChange={(value) => setPrefs({ sendKey: value })} options={[{ value: 'enter', label: 'Enter' }, { value: 'ctrl+enter', label: 'Ctrl Enter' }]} />],
          [t('talks.sounds'), <span key="sounds" className={css.links}>{calls.map((call) => (
            <span key={call}>
              <Checkbox checked={!muted.includes(call)} onChange={(event) => mute(call, !event.target.checked)}>{t(`talks.sound.${call}`)}</Checkbox>
              <Button type="link" size="small" aria-label={t('talks.hearOf', { what: t(`talks.sound.${call}`) })} disabled={muted.includes(call)} onClick={() => play(call)}>{t('talks.hear')}</Button>
            </span>
          ))}</span>],
          [t('talks.notices'), <DesktopNotices key="notices" />],
        ]}
      />
    </Section>
  );
}

/** The browser's own notices need its leave, which only a click can ask for. */
function DesktopNotices() {
  const { t } = useTranslation('settings');
  const { desktopNotices } = usePrefs();
  const [leave, setLeave] = useState(() => (typeof Notification === 'undefined' ? 'denied' : Notification.permission));
  const change = async (on: boolean) => {
    const given = on && leave === 'default' ? await Notification.requestPermission() : leave;
    setLeave(given);
    setPrefs({ desktopNotices: on && given === 'granted' });
  };
  return (
    <span className={css.links}>
      <Switch size="small" aria-label={t('talks.notices')} checked={desktopNotices && leave === 'granted'} disabled={leave === 'denied'} onChange={(on) => void change(on)} />
      {leave === 'denied' && <span>{t('talks.noLeave')}</span>}
    </span>
  );
}
