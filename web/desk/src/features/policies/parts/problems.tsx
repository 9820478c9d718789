import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '@/kit/section';
import type { Problem } from '../editor-rules';
import css from '../policies.module.css';

/** Everything that is wrong, each leading to its place. */
export function Problems({ all, onGo }: { all: Problem[]; onGo?: (field: string) => void }) {
  const { t } = useTranslation('policies');
  return (
    <Section title={t('edit.problems', { count: all.length })}>
      {all.length === 0 && <p className={css.sound}><CheckCircleOutlined aria-hidden /> {t('edit.sound')}</p>}
      <ul className={css.problems} aria-live="polite">
        {all.map((one) => (
          <li key={`${one.field} ${one.code} ${one.detail}`}>
            {onGo && one.field !== '' ? <Button type="link" size="small" onClick={() => onGo(one.field)}><code>{one.field}</code></Button> : <code>{one.field}</code>}
            <div>{one.line !== null && one.line !== undefined && one.field === '' && `${t('edit.line', { line: one.line })} `}{one.detail}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
