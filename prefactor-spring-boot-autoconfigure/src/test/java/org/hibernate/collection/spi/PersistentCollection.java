package org.hibernate.collection.spi;

/**
 * Has the name and the shape of Hibernate's own, which these tests do without.
 */
public interface PersistentCollection {

	boolean wasInitialized();

}
