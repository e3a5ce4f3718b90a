import { useEffect, useId, useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { useBotNames } from '../filters/bots.ts';
import { rangeText } from '../filters/RangePicker.tsx';
import { useFilters } from '../filters/useFilters.ts';
import { useZone } from '../filters/zone.ts';
import { formats } from '../format/index.ts';
import { Notice } from '../parts/Notice.tsx';
import { ProblemNotice } from '../parts/ProblemNotice.tsx';
import { Skeleton } from '../parts/Skeleton.tsx';
import { useMedia } from '../parts/useMedia.ts';
import { texts } from '../texts/index.ts';
import { ConversationCards } from './ConversationCards.tsx';
import { ConversationExports } from './ConversationExports.tsx';
import { ConversationTable } from './ConversationTable.tsx';
import { useConversations } from './conversations.ts';
import { FilterChips } from './FilterChips.tsx';
import { FilterForm } from './FilterForm.tsx';
import type { ListFilters } from './listFilters.ts';
import { MorePages } from './MorePages.tsx';
import { SortSelect } from './SortSelect.tsx';
import { useListFilters } from './useListFilters.ts';
import { isNewEntry } from './visit.ts';
import './conversations.css';

/** So old may a list be that is opened again by a link; by the back button it may be older. */
const OLD_MILLIS = 60_000;
/** Scrolling brings so many pages by itself: a list without end would fill the memory. */
const AUTOMATIC_PAGES = 10;

/** What is folded away until somebody wants it. */
type Part = 'filters' | 'exports';

/** A table of ten columns needs so much. */
const WIDE = '(min-width: 80rem)';

/** The conversations of a filter. */
export function ConversationsView() {
  const { filters, change: changeFilters } = useFilters();
  const zone = useZone(filters);
  const { list, change, clear } = useListFilters();
  const conversations = useConversations(filters, list, zone);
  const nameOf = useBotNames();
  const isWide = useMedia(WIDE);
  const [unfolded, setUnfolded] = useState<Part | null>(null);
  const id = useId();
  const { data, error, isError, isPlaceholderData, isFetching, isFetchingNextPage, hasNextPage, refresh } =
    conversations;

  const loadedAt = data?.pages[0]?.loadedAt;
  useEffect(() => {
    if (loadedAt !== undefined && !isPlaceholderData && isNewEntry() && Date.now() - loadedAt > OLD_MILLIS) {
      refresh();
    }
  }, [loadedAt, isPlaceholderData, refresh]);

  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const isCustomerForbidden =
    error instanceof ApiProblem && error.status === 403 && error.parameter === 'customer';
  const { conversations: words } = texts;
  const List = isWide ? ConversationTable : ConversationCards;
  const form = (
    <FilterForm
      filters={list}
      onChange={change}
      customerFault={isCustomerForbidden ? words.customerForbidden : null}
    />
  );
  const filterCount = countOf(list);
  const fold = (part: Part) => ({
    id: `${id}-${part}`,
    isOpen: unfolded === part,
    onPress: () => setUnfolded(unfolded === part ? null : part),
  });

  return (
    <>
      <header className="conversations-head">
        <div>
          <h1>{texts.shell.conversations}</h1>
          <p className="note">
            {words.began(rangeText(filters.range, zone ?? 'UTC'))}
            {loadedAt !== undefined && zone !== null && (
              <> · {words.loadedAt(formats.time(loadedAt, zone))}</>
            )}
          </p>
        </div>
        <button
          type="button"
          className="button button-small"
          aria-disabled={isFetching}
          onClick={() => {
            if (!isFetching) {
              refresh();
            }
          }}
        >
          {isFetching && !isFetchingNextPage ? words.refreshing : words.refresh}
        </button>
      </header>
      <div className="conversations-tools">
        {isWide ? (
          form
        ) : (
          <>
            <FoldButton
              {...fold('filters')}
              text={filterCount === 0 ? words.filters : words.filtersInUse(filterCount)}
            />
            <SortSelect sort={list.sort} onChange={(sort) => change({ sort })} />
          </>
        )}
        <FoldButton {...fold('exports')} text={words.exports.action} />
      </div>
      {!isWide && (
        <div id={`${id}-filters`} className="conversations-fold" hidden={unfolded !== 'filters'}>
          {form}
        </div>
      )}
      {/* It stays in the page while it is out of sight, since a file may take its time. */}
      <div id={`${id}-exports`} className="conversations-fold" hidden={unfolded !== 'exports'}>
        <ConversationExports
          filters={filters}
          list={list}
          zone={zone}
          range={isPlaceholderData ? undefined : data?.pages[0]?.range}
        />
      </div>
      <FilterChips
        list={list}
        bots={filters.bots}
        nameOf={nameOf}
        onChange={change}
        onChangeBots={(bots) => changeFilters({ bots })}
        onClear={clear}
      />
      {isError && (
        <ListProblem
          error={error}
          isCustomerForbidden={isCustomerForbidden}
          onRemoveCustomer={() => change({ customer: '' })}
          onRemoveBots={() => changeFilters({ bots: [] })}
          retry={() =>
            void (conversations.isFetchNextPageError
              ? conversations.fetchNextPage()
              : conversations.refetch())
          }
        />
      )}
      {(data === undefined || zone === null) && !isError && <Skeleton height="60vh" />}
      {data !== undefined && zone !== null && (
        <section
          className="conversations-list"
          aria-label={words.list}
          aria-busy={isPlaceholderData}
          data-stale={isPlaceholderData}
        >
          {rows.length === 0 && !isPlaceholderData && <NothingFound isFiltered={filterCount > 0} />}
          {rows.length > 0 && (
            <List
              rows={rows}
              sort={list.sort}
              zone={zone}
              nameOf={nameOf}
              onSort={(sort) => change({ sort })}
            />
          )}
          {rows.length > 0 && !isPlaceholderData && (
            <MorePages
              text={
                hasNextPage
                  ? words.shownSoFar(formats.count(rows.length))
                  : words.shownAll(formats.count(rows.length))
              }
              hasMore={hasNextPage}
              isLoading={isFetchingNextPage}
              isAutomatic={!isError && !isFetching && data.pages.length < AUTOMATIC_PAGES}
              onMore={() => void conversations.fetchNextPage()}
            />
          )}
        </section>
      )}
    </>
  );
}

function countOf({ statuses, customer, words }: ListFilters): number {
  return statuses.length + [customer, words].filter((text) => text !== '').length;
}

interface FoldButtonProps {
  /** Of what it shows and hides. */
  id: string;
  text: string;
  isOpen: boolean;
  onPress: () => void;
}

function FoldButton({ id, text, isOpen, onPress }: FoldButtonProps) {
  return (
    <button
      type="button"
      className="button conversations-fold-button"
      aria-expanded={isOpen}
      aria-controls={id}
      onClick={onPress}
    >
      {text}
    </button>
  );
}

function NothingFound({ isFiltered }: { isFiltered: boolean }) {
  const { none, noneInTime } = texts.conversations;
  const { title, detail } = isFiltered ? none : noneInTime;
  return <Notice kind="empty" title={title} detail={detail} />;
}

interface ListProblemProps {
  error: unknown;
  isCustomerForbidden: boolean;
  onRemoveCustomer: () => void;
  onRemoveBots: () => void;
  retry: () => void;
}

/** What went wrong, and the way out where there is one. */
function ListProblem({
  error,
  isCustomerForbidden,
  onRemoveCustomer,
  onRemoveBots,
  retry,
}: ListProblemProps) {
  const { conversations: words } = texts;
  if (isCustomerForbidden) {
    return (
      <Notice
        kind="warning"
        title={words.customerForbidden}
        detail={words.customerForbiddenDetail}
        action={
          <button type="button" className="button" onClick={onRemoveCustomer}>
            {words.customerRemove}
          </button>
        }
      />
    );
  }
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <Notice
        kind="error"
        title={words.unknownBot.title}
        detail={words.unknownBot.detail}
        action={
          <button type="button" className="button" onClick={onRemoveBots}>
            {words.unknownBot.action}
          </button>
        }
      />
    );
  }
  return <ProblemNotice error={error} retry={retry} />;
}
