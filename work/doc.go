// Package work sees to it that what is to be done by and by is done: looking at sources as
// they come due, linking what waits to be linked, telling people what is new.
//
// In come functions that do one job each (Jobs); they are called as their time comes, until
// the context is done. Alone calls them from this process. Together shares the work among all
// processes that call it on one PostgreSQL database, by a queue in that database (River): each job is done by one of
// them at a time, at least once, and again by another where a process is lost. The jobs' effects are once,
// because what they keep is: captures, links and alerts that are there already change nothing.
//
// It refuses nothing, and stops at no job's error: that is logged, and the job is done again
// when its time comes.
//
//	err := work.Alone(ctx, jobs, work.Options{})
package work
