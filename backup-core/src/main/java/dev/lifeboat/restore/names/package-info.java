/**
 * Restoring under other names: of roles, schemas and tablespaces.
 *
 * <p>A {@link dev.lifeboat.restore.names.NameMap} says which; {@link
 * dev.lifeboat.restore.names.Renaming} rewrites the entries of an archive by it. {@link
 * dev.lifeboat.restore.names.GrantedRoles} knows where statements name roles.
 */
@NullMarked
package dev.lifeboat.restore.names;

import org.jspecify.annotations.NullMarked;
