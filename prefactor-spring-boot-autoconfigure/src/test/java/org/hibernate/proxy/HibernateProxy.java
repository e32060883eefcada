package org.hibernate.proxy;

/**
 * Has the name and the shape of Hibernate's own, which these tests do without.
 */
public interface HibernateProxy {

	LazyInitializer getHibernateLazyInitializer();

}
