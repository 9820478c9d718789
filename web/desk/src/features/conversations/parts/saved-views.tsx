import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Raw } from '@/kit/url';
import { ViewActs } from '@/kit/view-acts';
import { talksOf, useViews, type View } from '@/kit/views';
import { chipsOf, cleared, savedQuery, type Filter } from '../list-rules';

/** The saved views of the workspace, the one that is shown, and the address of each. */
export function useSavedViews({ saved: on }: Filter): { saved: View[]; shown: View | undefined; addressOf: (id: string) => Raw | undefined } {
  const saved = useViews('conversations');
  const one = (id: string | undefined) => saved.find((view) => view.id === id);
  return {
    saved,
    shown: one(on),
    addressOf: (id) => {
      const view = one(id);
      return view && { ...cleared, view: undefined, ...talksOf(view) };
    },
  };
}

type Props = { filter: Filter; shown: View | undefined; onGone: () => void };

/** Keeping what is set as a view, and changing the one that is shown. */
export function SavedViewActs({ filter, shown, onGone }: Props) {
  return <ViewActs list="conversations" query={savedQuery(filter)} narrowed={chipsOf(filter).length > 0 || Boolean(filter.q)} saved={shown} onGone={onGone} />;
}

/** Says what of a saved view is not there any more. */
export function Gone({ filter }: { filter: Filter }) {
  const { t } = useTranslation('conversations');
  const { shown } = useSavedViews(filter);
  return shown && shown.gone.length > 0 ? <Alert type="warning" showIcon title={t('kit:views.gone', { what: shown.gone.join(t('and')) })} /> : null;
}
