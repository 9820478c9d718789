import { Popover } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WhyIcon } from './icons';
import css from './kit.module.css';
import { Facts } from './section';

export type WhyFacts = {
  definition?: string | undefined;
  formula?: string | undefined;
  n?: string | undefined;
  interval?: string | undefined;
  exclusions?: string | undefined;
  version?: string | undefined;
  more?: [string, ReactNode][];
};

/** What stands behind a number, as pairs: also used where the page has room for it. */
export function WhyList({ definition, formula, n, interval, exclusions, version, more = [] }: WhyFacts) {
  const { t } = useTranslation('kit');
  return (
    <Facts
      items={[
        [t('why.definition'), definition],
        [t('why.formula'), formula],
        [t('why.n'), n],
        [t('why.interval'), interval],
        [t('why.exclusions'), exclusions],
        [t('why.version'), version],
        ...more,
      ]}
    />
  );
}

/** The small mark beside a number that opens its reasons. */
export function Why({ of, rows, ...facts }: WhyFacts & { of: string; rows?: ReactNode }) {
  const { t } = useTranslation('kit');
  return (
    <Popover trigger="click" title={of} content={<div className={css.why}><WhyList {...facts} />{rows}</div>}>
      <button type="button" className={css.whyMark} aria-label={t('why.of', { what: of })}><WhyIcon aria-hidden /></button>
    </Popover>
  );
}
