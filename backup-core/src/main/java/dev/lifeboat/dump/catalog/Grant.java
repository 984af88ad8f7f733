package dev.lifeboat.dump.catalog;

/**
 * One privilege that was granted.
 *
 * @param grantor the role that granted it
 * @param grantee the role that has it; empty for everyone
 * @param privilege such as {@code SELECT}
 * @param grantable whether the grantee can grant it on
 */
public record Grant(String grantor, String grantee, String privilege, boolean grantable) {}
