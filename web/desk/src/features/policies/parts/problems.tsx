import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '@/kit/section';
import type { Problem } from '../editor-rules';
import css from '../policies.module.css';

/** Everything that is wrong, each leading to its place. */
export function Problems({ all, onGo, say = (field) => field }: { all: Problem[]; onGo?: (field: string) => void; say?: (field: string) => string }) {
  const { t } = useTranslation('policies');
  return (
    <Section title={t('edit.problems', { count: all.length })}>
      {all.length === 0 && <p className={css.sound}><CheckCircleOutlined aria-hidden /> {t('edit.sound')}</p>}
      <ul className={css.problems} aria-live="polite">
        {all.map((one) => (
          <li key={`${one.field} ${one.code} ${one.detail}`}>
            {onGo && one.field !== '' ? <Button type="link" size="small" title={one.field} onClick={() => onGo(one.field)}>{say(one.field)}</Button> : <code>{one.field}</code>}
            <div>{one.line !== null && one.line !== undefined && one.field === '' && `${t('edit.line', { line: one.line })} `}{one.detail}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
