// Package popolo is the people, bodies and posts of a record as other civic
// software reads them: one JSON document after Popolo
// (https://www.popoloproject.com/specs/) with persons, organizations, posts and
// memberships.
//
// In comes a store's reading side and a query (nil: everything); out goes the
// document, which is held in memory as a whole. Ids are those of the record, so that
// /people/ID and /names/ID lead back.
//
// It refuses to say since or until when somebody held a post: announcements show
// days on which a post was given, and a membership's label says which were the first
// and the last. So no membership has a start_date or an end_date. A post that was given as held no
// longer, or not yet, is listed without a membership: nothing in Popolo says so but dates.
//
//	err := popolo.Write(ctx, file, s, nil, table.Options{})
package popolo
