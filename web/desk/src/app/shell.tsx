import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Live } from '@/api/live';
import { LiveContext, useLiveState } from '@/api/live-context';
import { TalkContext } from '@/api/talk-context';
import { useSession } from '@/api/session';
import { useCommands } from '@/kit/commands';
import { useShortcut, type ShortcutId } from '@/kit/keys';
import { Waiting } from '@/kit/load';
import { NoRight } from '@/kit/problem';
import { UndoToast } from '@/kit/undo-toast';
import { Bottom, Side } from './side';
import { CommandBar } from './command-bar';
import { HelpSheet } from './help-sheet';
import { mayOpen, openPlaces, type Place } from './places';
import { Offers } from './offers';
import css from './shell.module.css';
import { makeLive } from './stream';
import { useTalkStream } from './talk-stream';
import { Top } from './top';

/** The frame around every page of a signed-in person. */
export function Shell() {
  const { t } = useTranslation('app');
  const { rights } = useSession();
  const [bar, setBar] = useState(false);
  const [help, setHelp] = useState(false);
  const live = useStream();
  const talk = useTalkStream();
  const open = openPlaces(rights);
  const pathname = useLocation({ select: (location) => location.pathname });
  useShortcut('bar.open', () => setBar(true));
  useShortcut('search.open', () => setBar(true));
  useShortcut('help.open', () => setHelp(true));
  useGoing(open);
  return (
    <LiveContext value={live}>
      <TalkContext value={talk}>
        <div className={css.shell}>
          <a href="#main" className={css.skip}>{t('skip')}</a>
          <Top onBar={() => setBar(true)} />
          <Side places={open} />
          <main id="main" className={css.main} tabIndex={-1}>
            <Lost />
            {mayOpen(pathname, rights) ? <Suspense fallback={<Waiting rows={10} />}><Outlet /></Suspense> : <NoRight />}
          </main>
          <Bottom places={open} />
          <UndoToast />
          <Offers />
        </div>
        {bar && <CommandBar onClose={() => setBar(false)} />}
        {help && <HelpSheet onClose={() => setHelp(false)} />}
      </TalkContext>
    </LiveContext>
  );
}

function useStream(): Live {
  const cache = useQueryClient();
  const [live] = useState(() => makeLive(cache));
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);
  return live;
}

/** The navigation's shortcuts and its entries in the command bar. */
function useGoing(open: Place[]): void {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const going = (id: ShortcutId) => {
    const place = open.find(({ shortcut }) => shortcut === id);
    return place && (() => void navigate({ to: place.to }));
  };
  useShortcut('go.day', going('go.day'));
  useShortcut('go.cases', going('go.cases'));
  useShortcut('go.talks', going('go.talks'));
  useShortcut('go.customers', going('go.customers'));
  useShortcut('go.loop', going('go.loop'));
  useShortcut('go.metrics', going('go.metrics'));
  useShortcut('go.settings', going('go.settings'));
  useCommands(
    open.map(({ to, name, icon, shortcut }) => ({
      id: to, title: t(`place.${name}`), group: t('bar.go'), icon, shortcut, run: () => void navigate({ to }),
    })),
  );
}

function Lost() {
  const { t } = useTranslation('app');
  const state = useLiveState();
  return <div role="status">{state === 'lost' && <div className={css.lost}>{t('lost')}</div>}</div>;
}
