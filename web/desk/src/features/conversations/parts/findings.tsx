import { StopOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../compose-rules';
import css from '../thread.module.css';

/** What is wrong with a reply, said while it is typed, with the better words at hand. */
export function Findings({ findings, onPut }: { findings: Finding[]; onPut: (word: string, instead: string) => void }) {
  const { t } = useTranslation('conversations');
  return (
    <ul className={css.findings} aria-label={t('findings.name')} aria-live="polite">
      {findings.map((one) => (
        <li key={one.sort === 'emoji' ? 'emoji' : `${one.sort} ${one.word}`} className={one.block ? css.blocks : ''}>
          {one.block ? <StopOutlined aria-hidden /> : <WarningOutlined aria-hidden />} <Words one={one} />
          {one.sort === 'forbidden' && one.instead && <Button type="link" size="small" onClick={() => onPut(one.word, one.instead ?? '')}>{t('findings.instead', { words: one.instead })}</Button>}
        </li>
      ))}
    </ul>
  );
}

function Words({ one }: { one: Finding }) {
  const { t } = useTranslation('conversations');
  if (one.sort === 'emoji') return t('findings.emoji', { count: one.count });
  if (one.sort === 'personal') return t(`findings.${one.what}`, { word: one.word });
  return t(one.block ? 'findings.block' : 'findings.warn', { word: one.word });
}
