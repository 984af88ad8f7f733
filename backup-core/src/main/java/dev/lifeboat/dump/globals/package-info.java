/**
 * What belongs to a whole server and not to one of its databases: roles, their memberships and
 * settings, tablespaces, and privileges on parameters.
 *
 * <p>{@link dev.lifeboat.dump.globals.Globals#read} puts them together as statements, in an order
 * in which they can be run; each class beside it reads one kind.
 */
@NullMarked
package dev.lifeboat.dump.globals;

import org.jspecify.annotations.NullMarked;
