import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '@/i18n';
import css from '../session.module.css';

/** What stands before the shell: one card, and the other language. */
export function Door({ title, note, wide = false, children }: { title: string; note: string; wide?: boolean; children: ReactNode }) {
  const { t, i18n } = useTranslation('session');
  const other = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <main className={css.door}>
      <div className={`${css.card} ${wide ? css.wide : ''}`}>
        <div className={css.mark}>
          <img src="/hearth.svg" alt="" />
          <div><h1>{title}</h1><p>{note}</p></div>
        </div>
        {children}
        <div className={css.foot}>
          <Button type="link" size="small" onClick={() => void changeLanguage(other)} lang={other}>{t(`other.${other}`)}</Button>
        </div>
      </div>
    </main>
  );
}
